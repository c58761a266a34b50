import type { Database } from "better-sqlite3";

/** A paper that has no vector of its present text. */
export interface Unembedded {
  readonly row: number;
  readonly title: string;
  readonly abstract: string;
  readonly contentHash: Buffer;
}

/** Vectors of so many transactions are read together: some ten megabytes. */
const REVISIONS_AT_ONCE = 4;

export type VectorTable = ReturnType<typeof vectorTable>;

/** One vector a paper, beside the hash of the text that it stands for. */
export function vectorTable(db: Database) {
  const missing = db.prepare<[number, number], { row: number; title: string; abstract: string; content_hash: Buffer }>(
    `SELECT row, title, abstract, p.content_hash AS content_hash FROM papers p LEFT JOIN vectors v USING (row)
     WHERE row > ? AND (v.content_hash IS NULL OR v.content_hash <> p.content_hash) ORDER BY row LIMIT ?`,
  );
  const put = db.prepare(
    `INSERT INTO vectors (row, content_hash, vector, revision)
     SELECT @row, @content_hash, @vector, @revision WHERE EXISTS (SELECT 1 FROM papers WHERE row = @row)
     ON CONFLICT (row) DO UPDATE SET content_hash = excluded.content_hash, vector = excluded.vector, revision = excluded.revision`,
  );
  const get = db.prepare<[number], Buffer>("SELECT vector FROM vectors WHERE row = ?").pluck();
  const between = db.prepare<[number, number], { row: number; vector: Buffer }>(
    "SELECT row, vector FROM vectors WHERE revision > ? AND revision <= ? ORDER BY revision, row",
  );
  const latest = db.prepare<[], number>("SELECT max(revision) FROM vectors").pluck();
  const countSince = db.prepare<[number], number>("SELECT count(*) FROM vectors WHERE revision > ?").pluck();
  const count = db.prepare<[], number>("SELECT count(*) FROM vectors").pluck();
  const rows = db.prepare<[], number>("SELECT row FROM vectors ORDER BY row").pluck();
  const rowsSince = db.prepare<[number], number>("SELECT row FROM vectors WHERE revision > ? ORDER BY row").pluck();
  const firstWithout = db
    .prepare<[], number | null>(
      "SELECT min(row) FROM papers p WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.row = p.row)",
    )
    .pluck();
  const clear = db.prepare("DELETE FROM vectors");

  return {
    count: (): number => count.get() ?? 0,
    /** Rows that have a vector, ascending. */
    rows: (): number[] => rows.all(),
    /** Rows whose vector was written after `revision`, ascending. */
    rowsSince: (revision: number): number[] => rowsSince.all(revision),
    /** The first paper that has no vector at all. */
    firstWithout: (): number | undefined => firstWithout.get() ?? undefined,
    countSince: (revision: number): number => countSince.get(revision) ?? 0,
    /** Up to `limit` papers after `row` whose text has no vector yet, in order of row. */
    missing(after: number, limit: number): Unembedded[] {
      return missing.all(after, limit).map(({ content_hash, ...paper }) => ({ ...paper, contentHash: content_hash }));
    },
    /** Nothing happens where the paper has gone meanwhile. */
    put(row: number, contentHash: Buffer, vector: Float32Array, revision: number): void {
      const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
      put.run({ row, content_hash: contentHash, vector: bytes, revision });
    },
    get(row: number): Float32Array | undefined {
      const bytes = get.get(row);
      return bytes === undefined ? undefined : toVector(bytes);
    },
    /** Vectors written after `revision`, a few transactions at a time, so that a reader that takes long over them holds
     *  up no checkpoint of the store. */
    *since(revision: number): Generator<{ row: number; vector: Float32Array }> {
      const last = latest.get() ?? 0;
      for (let from = revision; from < last; from += REVISIONS_AT_ONCE) {
        for (const { row, vector } of between.all(from, from + REVISIONS_AT_ONCE))
          yield { row, vector: toVector(vector) };
      }
    },
    clear(): void {
      clear.run();
    },
  };
}

/** Copies, since SQLite's bytes need not begin at a multiple of four. */
function toVector(bytes: Buffer): Float32Array {
  const vector = new Float32Array(bytes.byteLength / 4);
  new Uint8Array(vector.buffer).set(bytes);
  return vector;
}
