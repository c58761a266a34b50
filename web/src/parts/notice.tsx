import type { ApiError } from "../api.ts";

interface NoticeProps {
  readonly error: ApiError;
  readonly onRetry: () => void;
}

/** Says that an answer is missing, and why; while the server is away the question is repeated by itself. What the server
 *  refuses (a search without words, say) is no alarm: often the reader is still typing. */
export function Notice({ error, onRetry }: NoticeProps) {
  if (!error.away) return <p class="note">{error.message}</p>;
  return (
    <div class="notice" role="alert">
      <p class="notice-title">The Orrery server does not answer.</p>
      <p class="notice-detail">
        {error.status === 0 ? "It may have been stopped." : error.message}
        {" Trying again by itself; nothing you typed is lost."}
      </p>
      <button type="button" class="button" onClick={onRetry}>
        Try now
      </button>
    </div>
  );
}
