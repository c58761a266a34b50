import { EMPTY_SEARCH, formatRoute } from "../location.ts";

const SHOWN = 16;

/** The words that a paper is filed under, each a link to the papers that hold it. */
export function Keywords({ words = [] }: { readonly words: readonly string[] | undefined }) {
  if (words.length === 0) return null;
  const more = words.length - SHOWN;
  return (
    <p class="keywords">
      <span>Keywords </span>
      {words.slice(0, SHOWN).map((word) => (
        <a key={word} href={formatRoute({ view: "search", search: { ...EMPTY_SEARCH, q: phrase(word) } })} dir="auto">
          {word}
        </a>
      ))}
      {more > 0 && <span>and {more} more</span>}
    </p>
  );
}

/** A keyword as a query for its words, one after another. */
function phrase(word: string): string {
  return `"${word.replaceAll('"', " ")}"`;
}
