import { useEffect, useRef, useState } from "preact/hooks";
import type { PasteAnswer } from "../../../../src/wire/index.ts";
import { askArxiv, sendText } from "./api.ts";
import { type Guess, guess } from "./guess.ts";
import { messageOf } from "./message.ts";
import { counted } from "./numbers.ts";
import { PasteResult } from "./paste-result.tsx";
import type { Intake } from "./use-intake.ts";

const GUESS_DELAY_MS = 150;
/** The server takes no more ids at once. */
const IDS_A_JOB = 1000;

/** A field for ids or records, which says beforehand what it is going to do with them. */
export function PasteBox({ intake }: { readonly intake: Intake }) {
  const [text, setText] = useState("");
  const [seen, setSeen] = useState<Guess>({ kind: "nothing" });
  const [answer, setAnswer] = useState<PasteAnswer>();
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState(false);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = leaving.current;
    return () => controller.abort();
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(guess(text)), GUESS_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const run = async (work: (signal: AbortSignal) => Promise<void>) => {
    setPending(true);
    setProblem(undefined);
    try {
      await work(leaving.current.signal);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setPending(false);
    }
  };
  const read = () =>
    run(async (signal) => {
      setAnswer(undefined);
      const found = await sendText(text, signal);
      if (found.job === undefined) return setAnswer(found);
      intake.follow(found.job);
      setText("");
    });
  const ask = (ids: readonly string[]) =>
    run(async (signal) => {
      for (let at = 0; at < ids.length; at += IDS_A_JOB)
        intake.follow(await askArxiv(ids.slice(at, at + IDS_A_JOB), signal));
      setAnswer(undefined);
      setText("");
    });

  return (
    <form
      class="paste-box"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "" && !pending) void read();
      }}
    >
      <label for="paste">Or paste ids or records</label>
      <textarea
        id="paste"
        class="paste-field"
        rows={4}
        spellcheck={false}
        placeholder={"2401.00001, 10.1145/3292500.3330701\n@article{…}"}
        aria-describedby="paste-does"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
      <div class="paste-row">
        <p id="paste-does" class="quiet" aria-live="polite">
          {purposeOf(seen)}
        </p>
        <button type="submit" class="button" disabled={pending || text.trim() === ""}>
          {seen.kind === "ids" ? "Look up" : "Read"}
        </button>
      </div>
      {problem !== undefined && (
        <p class="note" role="alert">
          {problem}
        </p>
      )}
      {answer !== undefined && <PasteResult answer={answer} canFetch={intake.canFetch} pending={pending} onAsk={ask} />}
    </form>
  );
}

function purposeOf(seen: Guess): string {
  switch (seen.kind) {
    case "nothing":
      return "arXiv ids, DOIs, links to either; BibTeX, RIS or JSON.";
    case "ids": {
      const strange = seen.strange === 0 ? "" : ` ${counted(seen.strange, "word")} beside them will be passed over.`;
      return `${counted(seen.count, "id")}: looks which papers are here. Nothing leaves this machine.${strange}`;
    }
    case "records":
      return seen.count === 0
        ? `${seen.format}: reads it into the library.`
        : `${seen.format}: reads ${counted(seen.count, "record")} into the library.`;
    case "unknown":
      return "Neither ids nor records of a known format, as far as can be seen here.";
  }
}
