import { useEffect, useRef, useState } from "preact/hooks";
import type { CheckAnswer, GradeAnswer } from "../../../../src/wire/index.ts";
import { fetchCheck, fetchGrade } from "./api.ts";
import { messageOf } from "./message.ts";

type State = "ok" | "warning" | "failed";

/** One thing that was looked at, by either way of looking. */
interface Row {
  readonly name: string;
  readonly state: State;
  readonly detail: string;
}

const MARKS: Readonly<Record<State, string>> = { ok: "✓", warning: "?", failed: "!" };
const SAID: Readonly<Record<State, string>> = {
  ok: " is well:",
  warning: " is less well than it should be:",
  failed: " is not well:",
};

/** Examines or grades the library when the reader wants it, and says what was found. */
export function Check() {
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState<string>();
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = leaving.current;
    return () => controller.abort();
  }, []);
  const look = async (saying: string, fetchRows: (signal: AbortSignal) => Promise<readonly Row[]>) => {
    setPending(saying);
    setProblem(undefined);
    try {
      setRows(await fetchRows(leaving.current.signal));
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setPending(undefined);
    }
  };
  const check = () =>
    look("Examining model, store and indexes …", async (signal) => rowsOfCheck(await fetchCheck(signal)));
  const grade = () => look("Asking for 200 of its papers …", async (signal) => rowsOfGrade(await fetchGrade(signal)));
  return (
    <section class="check" aria-labelledby="library-check">
      <h2 id="library-check">Health</h2>
      <p class="check-head">
        <button type="button" class="button" disabled={pending !== undefined} onClick={() => void check()}>
          Check the library
        </button>
        <button type="button" class="button" disabled={pending !== undefined} onClick={() => void grade()}>
          Grade what it finds
        </button>
        <span class="quiet" role="status">
          {pending ?? summaryOf(rows)}
        </span>
      </p>
      {problem !== undefined && <p class="note">{problem}</p>}
      <ul>
        {rows.map(({ name, state, detail }) => (
          <li key={name} class={state === "ok" ? "check-row" : "check-row is-wrong"}>
            <span class="check-mark" aria-hidden="true">
              {MARKS[state]}
            </span>
            <span class="check-name">
              {name}
              <span class="unseen">{SAID[state]}</span>
            </span>
            <span class="check-detail">{detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function rowsOfCheck({ checks }: CheckAnswer): Row[] {
  return checks.map(({ name, ok, detail }) => ({ name, state: ok ? "ok" : "failed", detail }));
}

function rowsOfGrade({ lines }: GradeAnswer): Row[] {
  return lines.map(({ name, verdict, detail, advice }) => ({
    name,
    state: verdict,
    detail: advice === undefined ? detail : `${detail}. ${advice}`,
  }));
}

function summaryOf(rows: readonly Row[]): string {
  if (rows.length === 0) {
    return "Compares files and indexes with what they should hold, or grades how well papers are found; takes some seconds.";
  }
  const wrong = rows.filter(({ state }) => state !== "ok").length;
  return wrong === 0 ? "All is well." : `${wrong} of ${rows.length} checks found something wrong.`;
}
