/** Example queries for the start page, made from the titles that a library holds. */
const SHORTEST = 18;
const LONGEST = 64;

/** At most `count` queries, taken evenly from the titles: without subtitle, TeX or names of systems, each once. */
export function exampleQueries(titles: readonly string[], count: number): string[] {
  const usable = [...new Set(titles.map(queryOf).filter((query) => query !== undefined))];
  const step = Math.max(1, Math.floor(usable.length / count));
  return usable.filter((_, i) => i % step === 0).slice(0, count);
}

/** The part of the title that says what it is about: "Foo: Learning to Bar" gives "learning to bar". */
function queryOf(title: string): string | undefined {
  const parts = title.split(/[:–—?!]\s*/u).filter((part) => part.trim() !== "");
  const query = parts.at(-1)?.trim().split(" ").map(lowerWord).join(" ");
  if (query === undefined || query.length < SHORTEST || query.length > LONGEST) return undefined;
  return /[$\\{}<>"]/.test(query) || query.split(" ").length < 3 ? undefined : query;
}

/** Words in title case become lower case; LSTM, GPUs and mT5 stay as they are. */
function lowerWord(word: string): string {
  return /^\p{Lu}?[\p{Ll}-]+(?:-\p{Lu}?\p{Ll}+)*$/u.test(word) || word === "A" ? word.toLowerCase() : word;
}
