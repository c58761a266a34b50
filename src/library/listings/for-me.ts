import { type Affinity, affinityTo, type Member } from "../interest.ts";

/** What a reader cares for, and what they know already. */
export interface ReaderInterest {
  readonly members: readonly Member[];
  /** Rows of papers that are read or in a list. */
  readonly known: ReadonlySet<number>;
}

export interface ForMe {
  readonly row: number;
  /** Absent where nothing is known of the reader, or of the paper's meaning. */
  readonly affinity?: Affinity;
}

/** The rows with what is new for the reader first, the nearest to what they keep at the top; then what they know
 *  already. What cannot be told apart stays in its order. */
export function newForMeFirst(
  rows: readonly number[],
  { members, known }: ReaderInterest,
  readVector: (row: number) => Float32Array | undefined,
): ForMe[] {
  const judged = rows.map((row) => {
    const vector = known.has(row) ? undefined : readVector(row);
    const affinity = vector && affinityTo(members, vector);
    return affinity === undefined ? { row } : { row, affinity };
  });
  const scoreOf = ({ row, affinity }: ForMe) => (known.has(row) ? -3 : (affinity?.score ?? -2)); // cosines end at -1
  return judged.sort((a, b) => scoreOf(b) - scoreOf(a));
}
