import type { ApiError } from "../api.ts";

interface NoticeProps {
  readonly error: ApiError;
  readonly onRetry: () => void;
}

/** Says that an answer is missing, and why; while the server is away the question is repeated by itself. */
export function Notice({ error, onRetry }: NoticeProps) {
  return (
    <div class="notice" role="alert">
      <p class="notice-title">{error.away ? "The Orrery server does not answer." : "This could not be answered."}</p>
      <p class="notice-detail">
        {error.status === 0 ? "It may have been stopped." : error.message}
        {error.away && " Trying again by itself; nothing you typed is lost."}
      </p>
      {error.away && (
        <button type="button" class="button" onClick={onRetry}>
          Try now
        </button>
      )}
    </div>
  );
}
