/** No record may be longer than this, so that memory stays bounded whatever a file holds. */
export const MAX_RECORD_BYTES = 1 << 26;

const NEWLINE = 10;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line end; of a line over the limit, its beginning only. */
  readonly bytes: Buffer;
  /** Length of the whole line; over the limit when it is more than MAX_RECORD_BYTES. */
  readonly size: number;
}

/** The lines of a stream, one batch for each chunk in which lines end. A carriage return before the line end stays,
 *  it is white space in every format. A last line without line end counts. */
export async function* readLines(content: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  let number = 1;
  let begun: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    const lines: Line[] = [];
    let at = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, at)) {
      const rest = chunk.subarray(at, end);
      lines.push({ number, bytes: begun.length === 0 ? rest : whole(begun, rest, size), size: size + rest.length });
      begun = [];
      size = 0;
      number += 1;
      at = end + 1;
    }
    if (at < chunk.length) {
      size += chunk.length - at;
      if (size <= MAX_RECORD_BYTES || begun.length === 0) begun.push(chunk.subarray(at));
    }
    if (lines.length > 0) yield lines;
  }
  if (size > 0) yield [{ number, bytes: Buffer.concat(begun), size }];
}

function whole(begun: readonly Buffer[], rest: Buffer, size: number): Buffer {
  return Buffer.concat(size > MAX_RECORD_BYTES ? begun : [...begun, rest]);
}
