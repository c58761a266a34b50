/** Words that acronyms often pass over. */
const JOINERS = new Set(["of", "and"]);
const ACRONYM = /^[\p{L}\d-]*\p{Lu}[\p{L}\d-]*\p{Lu}[\p{L}\d-]*$/u;

/** Whether a word as it is spelt looks like an acronym: two capitals or more, and short. */
export function isAcronym(word: string): boolean {
  return word.length >= 2 && word.length <= 7 && ACRONYM.test(word);
}

/** Whether the letters are beginnings of the words, one after another: "rl" of reinforcement learning, "nerf" of neural
 *  radiance field. Words are folds; hyphens part them. */
export function abbreviates(acronym: string, words: readonly string[]): boolean {
  const parts = words.flatMap((word) => word.split("-"));
  const letters = acronym.replaceAll("-", "");
  const matches = (at: number, part: number): boolean => {
    if (part === parts.length) return at === letters.length;
    const word = parts[part]!;
    if (JOINERS.has(word) && part > 0 && matches(at, part + 1)) return true;
    for (
      let taken = 1;
      taken <= 3 && at + taken <= letters.length && word.startsWith(letters.slice(at, at + taken));
      taken++
    ) {
      if (matches(at + taken, part + 1)) return true;
    }
    return false;
  };
  return parts.length >= 2 && letters.length >= 2 && matches(0, 0);
}
