import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api.ts";

export interface Request<Answer> {
  /** The newest answer; it belongs to an earlier key while `pending` or after an error. */
  readonly answer: Answer | undefined;
  /** The key that the answer belongs to. */
  readonly answeredKey: string | undefined;
  readonly pending: boolean;
  readonly error: ApiError | undefined;
  /** Asks again at once. */
  readonly retry: () => void;
}

interface State<Answer> {
  readonly answer?: Answer;
  readonly answeredKey?: string;
  readonly settledKey?: string;
  readonly error?: ApiError;
}

const RETRY_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/** The answer for `key`. A new key cancels the question before it, so that a late answer never replaces a newer one.
 *  While the server is away the question is asked again, ever more slowly, and at once when the network returns.
 *  `load` may return an answer that is already known without a promise. No key: nothing is asked. */
export function useRequest<Answer>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<Answer> | Answer,
): Request<Answer> {
  const [state, setState] = useState<State<Answer>>({});
  const [attempt, setAttempt] = useState(0);
  const failures = useRef(0);
  const newestLoad = useRef(load);
  newestLoad.current = load;

  const retry = useCallback(() => setAttempt((count) => count + 1), []);

  // Before painting, so that an answer known already is there at once.
  useLayoutEffect(() => {
    if (key === undefined) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (answer: Answer) => {
      failures.current = 0;
      setState({ answer, answeredKey: key, settledKey: key });
    };
    const fail = (thrown: unknown) => {
      if (controller.signal.aborted) return;
      const error = thrown instanceof ApiError ? thrown : new ApiError(String(thrown), 0);
      setState((before) => ({ ...before, settledKey: key, error }));
      if (!error.away) return;
      const delayMs = RETRY_DELAYS_MS[Math.min(failures.current++, RETRY_DELAYS_MS.length - 1)];
      timer = setTimeout(retry, delayMs);
      addEventListener("online", retry, { signal: controller.signal });
    };
    const loaded = newestLoad.current(controller.signal);
    if (loaded instanceof Promise) loaded.then((answer) => !controller.signal.aborted && settle(answer)).catch(fail);
    else settle(loaded);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [key, attempt, retry]);

  return {
    answer: state.answer,
    answeredKey: state.answeredKey,
    pending: key !== undefined && state.settledKey !== key,
    error: key !== undefined && state.settledKey === key ? state.error : undefined,
    retry,
  };
}
