import { useState } from "preact/hooks";
import { useRequest } from "../../hooks/use-request.ts";
import { Notice } from "../notice.tsx";
import { fetchRejects } from "./api.ts";
import { counted } from "./numbers.ts";

const STEP = 20;

/** Records that could not be used: where they stand and why. `version` changes when there may be others. */
export function Rejects({ total, version }: { readonly total: number; readonly version: number }) {
  const [isOpen, setIsOpen] = useState(false);
  const [shown, setShown] = useState(STEP);
  const request = useRequest(isOpen ? `rejects ${shown} ${version}` : undefined, (signal) =>
    fetchRejects(shown, 0, signal),
  );
  if (total === 0) return null;
  const rejects = request.answer?.rejects ?? [];
  return (
    <section aria-labelledby="library-rejects">
      <h2 id="library-rejects">Could not be used</h2>
      <details class="rejects" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>{counted(total, "record")}</summary>
        {request.error !== undefined && <Notice error={request.error} onRetry={request.retry} />}
        <ul>
          {rejects.map(({ input, line, reason, excerpt }) => (
            <li class="reject" key={`${input} ${line} ${reason}`}>
              <p class="reject-place" dir="auto">
                {input}
                {line > 0 && <span class="reject-line">, line {line.toLocaleString("en")}</span>}
              </p>
              <p>{reason}</p>
              {excerpt !== "" && (
                <p class="reject-excerpt" dir="auto">
                  {excerpt}
                </p>
              )}
            </li>
          ))}
        </ul>
        {rejects.length > 0 && rejects.length < total && (
          <button type="button" class="button" disabled={request.pending} onClick={() => setShown(shown + STEP)}>
            Show more
          </button>
        )}
      </details>
    </section>
  );
}
