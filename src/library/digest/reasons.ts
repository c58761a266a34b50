import { dot, type Paper } from "../../core/index.ts";
import type { DigestReason } from "../../wire/index.ts";
import type { Answered } from "./answered.ts";
import type { DigestSources } from "./sources.ts";

/** What speaks for papers of a digest. */
export interface Grounds {
  /** The row of the reader's paper that a row is nearest to. */
  readonly near: ReadonlyMap<number, number>;
  readonly answered: readonly Answered[];
  /** The nearest row that came before, and how far it is from it, of those that are unlike all before. */
  readonly unlike: ReadonlyMap<number, { readonly row: number; readonly novelty: number }>;
}

type Parts = Pick<DigestSources, "readPaper" | "readVector" | "listsOf">;

/** Why the paper of a row stands in a digest. */
export function reasonsOf(row: number, { near, answered, unlike }: Grounds, parts: Parts): DigestReason[] {
  const found = answered.flatMap(({ id, name, rows }): DigestReason[] => {
    const rank = rows.get(row);
    return rank === undefined ? [] : [{ kind: "search", saved: { id, name }, rank }];
  });
  return [...nearReason(row, near.get(row), parts), ...found, ...unlikeReason(unlike.get(row), parts)];
}

function nearReason(
  row: number,
  member: number | undefined,
  { readPaper, readVector, listsOf }: Parts,
): DigestReason[] {
  if (member === undefined) return [];
  const paper = readPaper(member);
  const [own, other] = [readVector(row), readVector(member)];
  if (paper === undefined || own === undefined || other === undefined) return [];
  return [{ kind: "near", paper: headingOf(paper), lists: listsOf(paper.id), similarity: dot(own, other) }];
}

function unlikeReason(
  nearest: { readonly row: number; readonly novelty: number } | undefined,
  { readPaper }: Parts,
): DigestReason[] {
  const paper = nearest && readPaper(nearest.row);
  return paper === undefined ? [] : [{ kind: "unlike", paper: headingOf(paper), novelty: nearest?.novelty ?? 0 }];
}

function headingOf({ id, title }: Paper): { id: string; title: string } {
  return { id, title };
}
