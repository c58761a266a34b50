import { segmentTex, type TexSegment } from "./segments.ts";

/** What a text is shown as: plain text, marked or not, and formulas. */
export type Piece = { readonly kind: "text"; readonly text: string; readonly marked: boolean } | TexSegment;

export type Span = readonly [start: number, end: number];

/** The text as pieces in reading order, with the spans marked. Formulas are never marked nor cut; spans may overlap, lie
 *  outside the text or come in any order. The sources of all pieces, in order, are the text. */
export function piecesOf(text: string, spans: readonly Span[] = []): Piece[] {
  const marks = normalizeSpans(spans, text.length);
  const pieces: Piece[] = [];
  let next = 0;
  for (const segment of segmentTex(text)) {
    if (segment.kind === "tex") {
      pieces.push(segment);
      continue;
    }
    let at = segment.start;
    while (at < segment.end) {
      while (next < marks.length && (marks[next]?.[1] ?? 0) <= at) next++;
      const [start, end] = marks[next] ?? [segment.end, segment.end];
      const marked = start <= at;
      const until = Math.min(segment.end, marked ? end : start);
      pieces.push({ kind: "text", text: text.slice(at, until), marked });
      at = until;
    }
  }
  return pieces;
}

/** Sorted, disjoint, non-empty spans within [0, length) that cover the same characters. */
export function normalizeSpans(spans: readonly Span[], length: number): Span[] {
  const inside = spans
    .map(([start, end]): Span => [Math.max(0, Math.trunc(start)), Math.min(length, Math.trunc(end))])
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [start, end] of inside) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** At most `length` characters, cut at a blank outside formulas where there is one near, with an ellipsis. */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = length;
  for (const segment of segmentTex(text.slice(0, length + 2_000))) {
    if (segment.start >= length) break;
    if (segment.kind === "tex" && segment.end > length) end = segment.start;
  }
  const blank = text.lastIndexOf(" ", end);
  if (blank > end - 60 && blank > 0) end = blank;
  return `${text.slice(0, end).trimEnd()}…`;
}
