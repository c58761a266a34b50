export interface Peeked {
  /** The first bytes; fewer than asked for only where there are no more. */
  readonly head: Buffer;
  /** True when `head` is everything there is. */
  readonly whole: boolean;
  /** Everything, the head included. To be read once. */
  readonly content: AsyncIterable<Buffer>;
}

/** Looks at the first `size` bytes without taking them away. An error that comes after the first byte is kept until
 *  the reader of `content` gets there. */
export async function peek(chunks: AsyncIterable<Buffer>, size: number): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let length = 0;
  let end: { readonly error?: unknown } | undefined;
  while (length < size && end === undefined) {
    try {
      const next = await iterator.next();
      if (next.done === true) end = {};
      else {
        seen.push(next.value);
        length += next.value.length;
      }
    } catch (error) {
      if (length === 0) throw error;
      end = { error };
    }
  }
  const head = Buffer.concat(seen).subarray(0, size);
  return { head, whole: end !== undefined && length <= size, content: replay(seen, end, iterator) };
}

async function* replay(
  seen: readonly Buffer[],
  end: { readonly error?: unknown } | undefined,
  iterator: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    yield* seen;
    if (end !== undefined && "error" in end) throw end.error;
    if (end === undefined) yield* { [Symbol.asyncIterator]: () => iterator };
  } finally {
    await iterator.return?.();
  }
}
