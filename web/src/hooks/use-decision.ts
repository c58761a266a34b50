import { useEffect, useRef, useState } from "preact/hooks";

export interface Decision {
  readonly pending: boolean;
  /** Why the last one failed. */
  readonly problem: string | undefined;
  /** Does one thing at a time; nothing happens while another is under way, or once the page is left. */
  readonly decide: (work: () => Promise<void>) => void;
}

/** Changes that a button asks for, one after the other. */
export function useDecision(): Decision {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const decide = (work: () => Promise<void>) => {
    if (pending) return;
    setPending(true);
    setProblem(undefined);
    work()
      .catch((error: unknown) => isHere.current && setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => isHere.current && setPending(false));
  };
  return { pending, problem, decide };
}
