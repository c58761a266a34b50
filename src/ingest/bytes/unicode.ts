const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_LE_MARK = Buffer.from([0xff, 0xfe]);
const UTF16_BE_MARK = Buffer.from([0xfe, 0xff]);

/** The same text without byte order mark, in UTF-8 where the mark says that it is UTF-16. Bytes without a mark pass
 *  unchanged, whatever they are. */
export function withoutMark(head: Buffer, content: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  if (startsWith(head, UTF8_MARK)) return skip(content, UTF8_MARK.length);
  if (startsWith(head, UTF16_LE_MARK)) return transcoded(content, "utf-16le");
  if (startsWith(head, UTF16_BE_MARK)) return transcoded(content, "utf-16be");
  return content;
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark);
}

async function* skip(content: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of content) {
    const dropped = Math.min(left, chunk.length);
    left -= dropped;
    if (dropped < chunk.length) yield chunk.subarray(dropped);
  }
}

/** TextDecoder takes the mark away and keeps what is split between two chunks. */
async function* transcoded(content: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of content) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
