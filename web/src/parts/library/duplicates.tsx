import { useState } from "preact/hooks";
import type { SuspectPair } from "../../../../src/wire/index.ts";
import { useDecision } from "../../hooks/use-decision.ts";
import { useRequest } from "../../hooks/use-request.ts";
import { paperPath } from "../../location.ts";
import { fetchDuplicates, keepPapersApart, mergePapers, splitPaper } from "../../works.ts";
import { Notice } from "../notice.tsx";
import { RichText } from "../rich-text.tsx";
import { counted } from "./numbers.ts";
import "../../styles/works.css";

const STEP = 10;
const MOST = 200;
const MOST_AUTHORS = 3;

/** Papers that may be one work, for the reader to decide. `version` changes when there may be others. */
export function Duplicates({ version, writable }: { readonly version: number; readonly writable: boolean }) {
  const [shown, setShown] = useState(STEP);
  const [decided, setDecided] = useState(0);
  const [merged, setMerged] = useState<string>();
  const { pending, problem, decide } = useDecision();
  const request = useRequest(`duplicates ${shown} ${version} ${decided}`, (signal) => fetchDuplicates(shown, signal));
  const act = (work: () => Promise<string | undefined>) =>
    decide(async () => {
      setMerged(await work());
      setDecided((count) => count + 1);
    });
  const { total = 0, pairs = [] } = request.answer ?? {};
  if (total === 0 && merged === undefined && request.error === undefined) return null;
  return (
    <section class="duplicates" aria-labelledby="library-duplicates" aria-busy={request.pending}>
      <h2 id="library-duplicates">
        May be one work <span class="library-aside">{counted(total, "pair")}</span>
      </h2>
      {request.error !== undefined && <Notice error={request.error} onRetry={request.retry} />}
      {merged !== undefined && (
        <p class="note" role="status">
          Merged into <a href={paperPath(merged)}>one paper</a>.{" "}
          <button
            type="button"
            class="unfold"
            disabled={pending}
            onClick={() => act(() => splitPaper(merged).then(() => undefined))}
          >
            Undo
          </button>
        </p>
      )}
      {problem !== undefined && (
        <p class="note" role="alert">
          {problem}
        </p>
      )}
      <ul>
        {pairs.map(({ a, b, reasons }) => (
          <li class="suspects" key={`${a.id} ${b.id}`}>
            <Half paper={a} />
            <Half paper={b} />
            <div class="suspects-foot">
              <span class="quiet">{reasons.join(" · ")}</span>
              {writable && (
                <span class="suspects-actions">
                  <button
                    type="button"
                    class="button"
                    disabled={pending}
                    onClick={() => act(() => mergePapers(a.id, b.id).then(({ id }) => id))}
                  >
                    Merge
                  </button>
                  <button
                    type="button"
                    class="button"
                    disabled={pending}
                    onClick={() => act(() => keepPapersApart(a.id, b.id).then(() => undefined))}
                  >
                    Keep apart
                  </button>
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
      {pairs.length < Math.min(total, MOST) && (
        <button type="button" class="button" disabled={request.pending} onClick={() => setShown(shown + STEP)}>
          Show more
        </button>
      )}
    </section>
  );
}

function Half({ paper }: { readonly paper: SuspectPair["a"] }) {
  const { id, title, authors, venue, year, sources } = paper;
  const names = authors.length > MOST_AUTHORS ? [...authors.slice(0, MOST_AUTHORS), "et al."] : authors;
  const facts = [names.join(", "), venue, year, sources.join(", ")].filter((fact) => fact !== undefined && fact !== "");
  return (
    <p class="suspect" dir="auto">
      <a href={paperPath(id)}>
        <RichText text={title} />
      </a>
      <span class="suspect-facts">{facts.join(" · ")}</span>
    </p>
  );
}
