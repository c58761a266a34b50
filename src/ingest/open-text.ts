import { gunzipped, isGzip } from "./bytes/inflate.ts";
import { peek } from "./bytes/peek.ts";
import { withoutMark } from "./bytes/unicode.ts";
import type { Format } from "./formats/format.ts";
import { binaryReason, formatOf, unknownReason } from "./formats/registry.ts";
import type { Columns } from "./record/columns.ts";
import type { Source } from "./sources.ts";

/** So much of a text is looked at to find out what it is. */
export const HEAD_BYTES = 1 << 16;

/** A text whose format is known. */
export interface OpenText {
  readonly format: Format;
  /** Decompressed, without byte order mark, in UTF-8 where the mark says what it was in. */
  readonly content: AsyncIterable<Buffer>;
  /** To be called where the content is not read. */
  readonly close: () => Promise<void>;
}

/** Why a source holds no text that can be read. */
export interface NoText {
  readonly reason: string;
  readonly excerpt?: string;
}

/** Opens a source and finds out what it holds. Throws what its stream throws before the first byte. */
export async function openText(source: Source, columns?: Columns): Promise<OpenText | NoText> {
  const bytes = source.open();
  const raw = await peek(bytes, HEAD_BYTES);
  const plain = isGzip(raw.head) ? await peek(gunzipped(raw.content), HEAD_BYTES) : raw;
  const { head, whole, content } = await peek(withoutMark(plain.head, plain.content), HEAD_BYTES);
  const close = async () => {
    await bytes.return(undefined);
  };
  const found = recognized(head, whole, columns);
  if ("reason" in found) {
    await close();
    return found;
  }
  return { ...found, content, close };
}

function recognized(head: Buffer, whole: boolean, columns?: Columns): { readonly format: Format } | NoText {
  const text = head.toString("utf8");
  if (whole && text.trim() === "") {
    return { reason: head.length === 0 ? "The file is empty." : "The file holds nothing but white space." };
  }
  const reason = binaryReason(head);
  const known = { text, whole, ...(columns === undefined ? {} : { columns }) };
  const format = reason === undefined ? formatOf(known) : undefined;
  return format === undefined ? { reason: reason ?? unknownReason(text), excerpt: text } : { format };
}
