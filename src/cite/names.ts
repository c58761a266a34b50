/** Names of authors, in the parts that reference managers want. */

export interface Person {
  readonly family: string;
  /** Empty for people of one name. */
  readonly given: string;
  /** `van der` and the like, which sorting leaves out. */
  readonly particle: string;
  /** `Jr.`, `III`. */
  readonly suffix: string;
}

/** A group, an institution, or anything else that must not be taken apart. */
export interface Group {
  readonly literal: string;
}

export type Name = Person | Group;

const PARTICLES = new Set(
  "von vom zu zum zur van der den de del della dello degli di da dos das du des d' la le les el al bin ibn ter ten 't af av op".split(
    " ",
  ),
);
/** Written with a capital they are part of the family name, where they do not come first. */
const CAPITAL_PARTICLES = new Set("Van Von Der Den De Del Della Di Du Dos Das Da Ter Ten".split(" "));
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;
const OF_GROUPS =
  /\b(?:universi|institut|laborator|collaborati|consorti|organi[sz]ation|foundation|federation)|\b(?:teams?|group|project|labs?|inc|ltd|llc|gmbh|corp|corporation|company|association|society|committee|council|commission|agency|department|ministry|cent(?:er|re)|school|college|hospital|initiative|network|community|contributors|survey|office|alliance|research)\b/i;
const BETWEEN_WORDS_OF_GROUPS = /\s(?:for|of|and|the|on)\s|^the\s|[&\d]|^others$/i;

/** The parts of a name that is written `First von Last`, `von Last, First`, `Last, Jr., First` or `Last, First, Jr.`; of
 *  an institution or a group, and of what is too strange, the whole. */
export function parseName(text: string): Name {
  if (OF_GROUPS.test(text) || BETWEEN_WORDS_OF_GROUPS.test(text)) return { literal: text };
  const [first = "", ...more] = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (first === "") return { literal: text };
  if (more.length === 0) return spokenName(first);
  const at = more.findIndex((part) => SUFFIX.test(part));
  const suffix = more[at] ?? "";
  const given = more.filter((_, i) => i !== at).join(" ");
  if (given === "") return { ...spokenName(first), suffix };
  return invertedName(first, given, suffix);
}

export function isGroup(name: Name): name is Group {
  return "literal" in name;
}

/** `Ludwig van Beethoven`. */
export function spoken(name: Name): string {
  if (isGroup(name)) return name.literal;
  return joined(name.given, name.particle, name.family, name.suffix);
}

/** `van Beethoven`. */
export function wholeFamily({ particle, family }: Person): string {
  return joined(particle, family);
}

function spokenName(text: string): Person {
  const words = text.split(" ");
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1) ?? "") ? (words.pop() ?? "") : "";
  let from = words.length - 1;
  while (from > 1 && CAPITAL_PARTICLES.has(words[from - 1] ?? "")) from--;
  let particles = from;
  while (particles > 0 && PARTICLES.has(words[particles - 1] ?? "")) particles--;
  return {
    given: words.slice(0, particles).join(" "),
    particle: words.slice(particles, from).join(" "),
    family: words.slice(from).join(" "),
    suffix,
  };
}

function invertedName(family: string, given: string, suffix: string): Person {
  const familyWords = family.split(" ");
  const givenWords = given.split(" ");
  let from = 0;
  while (from < familyWords.length - 1 && PARTICLES.has(familyWords[from] ?? "")) from++;
  let to = givenWords.length;
  while (to > 1 && PARTICLES.has(givenWords[to - 1] ?? "")) to--;
  return {
    given: givenWords.slice(0, to).join(" "),
    particle: joined(...givenWords.slice(to), ...familyWords.slice(0, from)),
    family: familyWords.slice(from).join(" "),
    suffix,
  };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
