import type { Member } from "../interest.ts";
import type { ReaderInterest } from "../listings/for-me.ts";
import type { ReadingDesk } from "../reading/reading-desk.ts";

/** The latest so many signs of what a reader cares for are heard. */
const MOST_SIGNS = 500;

/** What the reader keeps, has read and likes, without what they have no interest in; and all papers that they know. */
export function interestOf(
  reading: ReadingDesk,
  readVector: (row: number) => Float32Array | undefined,
): ReaderInterest {
  const { members, known } = reading.rows.interest();
  const judged = reading.signs(MOST_SIGNS).filter(({ kind }) => kind === "liked" || kind === "disliked");
  const disliked = new Set(reading.disliked());
  const kept = members.filter(({ row }) => !disliked.has(row));
  const rows = new Set(kept.map(({ row }) => row));
  const liked = judged.flatMap(({ row, kind }): Member[] => {
    const vector = kind === "liked" && !rows.has(row) ? readVector(row) : undefined;
    return vector?.some((value) => value !== 0) === true ? [{ row, vector }] : [];
  });
  return { members: [...liked, ...kept], known: new Set([...known, ...disliked, ...judged.map(({ row }) => row)]) };
}
