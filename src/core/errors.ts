/** Every way in which Orrery says no. The door that shows an error (CLI, HTTP) maps the code to its own status. */
export type ErrorCode =
  | "bad-request" // what the caller asked for makes no sense; the message says what was expected
  | "not-found" // the named paper, file or folder does not exist
  | "forbidden" // the caller may not do that, for example change a library from another machine
  | "conflict" // what was to be changed has been changed by someone else in the meantime
  | "too-large" // more came than is taken
  | "bad-input" // a file cannot be used as a whole (binary, truncated, unreadable)
  | "bad-record" // one record of a file cannot be used; the rest of the file can
  | "model-missing" // files of the sentence model are not where they are expected
  | "model-mismatch" // the library was built with another model or dimension
  | "damaged-file" // a saved file fails its checksum or cannot be parsed
  | "wrong-version" // a saved file or store was written by another version
  | "map-building" // the map that the answer needs is being laid out; soon it is there
  | "library-busy" // another process is writing to the library
  | "unreachable" // a host on the network cannot be reached, or does not answer as it should
  | "storage-failed" // disk full, folder read-only, input/output error
  | "port-in-use" // the server cannot listen where it was asked to
  | "cancelled"; // the caller's AbortSignal fired

/** An error meant to be read by a user: its message says what was expected and what came. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Throws AppError("cancelled") when the signal has fired. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError("cancelled", "The work was cancelled.");
}
