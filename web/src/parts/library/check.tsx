import { useEffect, useRef, useState } from "preact/hooks";
import type { CheckAnswer } from "../../../../src/wire/index.ts";
import { fetchCheck } from "./api.ts";
import { messageOf } from "./message.ts";

/** Examines the library when the reader wants it, and says what was found. */
export function Check() {
  const [answer, setAnswer] = useState<CheckAnswer>();
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState(false);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = leaving.current;
    return () => controller.abort();
  }, []);
  const check = async () => {
    setPending(true);
    setProblem(undefined);
    try {
      setAnswer(await fetchCheck(leaving.current.signal));
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <section class="check" aria-labelledby="library-check">
      <h2 id="library-check">Health</h2>
      <p class="check-head">
        <button type="button" class="button" disabled={pending} onClick={() => void check()}>
          Check the library
        </button>
        <span class="quiet" role="status">
          {pending ? "Examining model, store and indexes …" : summaryOf(answer)}
        </span>
      </p>
      {problem !== undefined && <p class="note">{problem}</p>}
      <ul>
        {answer?.checks.map(({ name, ok, detail }) => (
          <li key={name} class={ok ? "check-row" : "check-row is-wrong"}>
            <span class="check-mark" aria-hidden="true">
              {ok ? "✓" : "!"}
            </span>
            <span class="check-name">
              {name}
              <span class="unseen">{ok ? " is well:" : " is not well:"}</span>
            </span>
            <span class="check-detail">{detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function summaryOf(answer: CheckAnswer | undefined): string {
  if (answer === undefined) return "Compares files and indexes with what they should hold; takes some seconds.";
  const wrong = answer.checks.filter(({ ok }) => !ok).length;
  return wrong === 0 ? "All is well." : `${wrong} of ${answer.checks.length} checks found something wrong.`;
}
