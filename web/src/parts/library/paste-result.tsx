import type { PasteAnswer } from "../../../../src/wire/index.ts";
import { paperPath } from "../../location.ts";
import { clipText } from "../../tex/pieces.ts";
import { RichText } from "../rich-text.tsx";
import { counted } from "./numbers.ts";

interface PasteResultProps {
  readonly answer: PasteAnswer;
  readonly canFetch: boolean;
  readonly pending: boolean;
  readonly onAsk: (ids: readonly string[]) => void;
}

const SHOWN_TITLE_LENGTH = 300;
const MOST_SHOWN = 50;

/** Which of the pasted ids are here, and what can be done about the others. */
export function PasteResult({ answer, canFetch, pending, onAsk }: PasteResultProps) {
  const { here, missing, dois, unknown, notes } = answer;
  return (
    <div class="paste-result" aria-live="polite">
      {here.length > 0 && (
        <>
          <h3>
            {here.length === 1 ? "This paper is here" : `These ${here.length.toLocaleString("en")} papers are here`}
          </h3>
          <ul>
            {here.slice(0, MOST_SHOWN).map(({ id, title }) => (
              <li key={id}>
                <a href={paperPath(id)} dir="auto" data-stop>
                  <RichText text={clipText(title, SHOWN_TITLE_LENGTH)} />
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {missing.length > 0 && (
        <>
          <h3>Not here: {listed(missing)}</h3>
          {canFetch && (
            <p>
              <button type="button" class="button" disabled={pending} onClick={() => onAsk(missing)}>
                Ask arXiv for {counted(missing.length, "paper")}
              </button>{" "}
              <span class="quiet">This sends {missing.length === 1 ? "the id" : "the ids"} to export.arxiv.org.</span>
            </p>
          )}
        </>
      )}
      {dois.length > 0 && <h3>Not here: {listed(dois)}</h3>}
      {notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
      {unknown.length > 0 && <p class="quiet">Passed over: {listed(unknown)}</p>}
    </div>
  );
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, MOST_SHOWN).join(", ");
  return values.length > MOST_SHOWN ? `${shown} and ${(values.length - MOST_SHOWN).toLocaleString("en")} more` : shown;
}
