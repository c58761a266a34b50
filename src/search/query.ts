/** A query as the user meant it. */
export interface Query {
  /** What the user typed, on one line. */
  readonly text: string;
  /** What ranks: the words and the phrases without quotes, exclusions left out. */
  readonly positive: string;
  /** Every hit contains each of these, word after word. */
  readonly phrases: readonly string[];
  /** No hit contains any of these words or phrases. */
  readonly excluded: readonly string[];
}

/** A quoted or bare piece with an optional minus; a quote that is never closed quotes to the end. A quote right after a
 *  letter or digit is an ordinary character (5" disks), and so is a minus that no white space precedes. */
const PIECE = /((?<=^|\s)-)?(?:[([{]*(?:"([^"]*)(?:"|$)|“([^”]*)(?:”|$))|((?:[^\s"“]|(?<=[\p{L}\p{N}])["“])+))/gu;

/** Reads words, "exact phrases", -word and -"phrase". A minus alone, or inside a word, is an ordinary character. */
export function parseQuery(text: string): Query {
  const line = text.replace(/\s+/g, " ").trim();
  const positive: string[] = [];
  const phrases: string[] = [];
  const excluded: string[] = [];
  for (const [, minus, straight, curly, bare] of line.matchAll(PIECE)) {
    const phrase = (straight ?? curly)?.trim();
    const words = phrase ?? bare ?? "";
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    if (minus === "-") excluded.push(words);
    else {
      positive.push(words);
      if (phrase !== undefined) phrases.push(phrase);
    }
  }
  return { text: line, positive: positive.join(" "), phrases, excluded };
}
