interface PhrasesProps {
  readonly phrases: readonly { readonly phrase: string; readonly papers: number }[];
  /** Papers in all. */
  readonly of: number;
}

const SHOWN = 12;

/** Key phrases; how many papers have each stands in its title. */
export function Phrases({ phrases, of }: PhrasesProps) {
  if (phrases.length === 0) return null;
  return (
    <ul class="phrases" aria-label="Key phrases">
      {phrases.slice(0, SHOWN).map(({ phrase, papers }) => (
        <li key={phrase} dir="auto" title={`in ${papers.toLocaleString("en")} of ${of.toLocaleString("en")} papers`}>
          {phrase}
        </li>
      ))}
    </ul>
  );
}
