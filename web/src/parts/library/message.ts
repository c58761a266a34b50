import { ApiError } from "../../api.ts";

/** What went wrong, for the reader. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError && error.status === 0)
    return "The Orrery server does not answer. Try again when it is back.";
  return error instanceof Error ? error.message : String(error);
}
