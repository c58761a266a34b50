import type { Database } from "better-sqlite3";
import type { Accessor } from "./cells.ts";

/** What a reader thinks of a paper: whether they want more like it, or are not interested. */
export type Opinion = "liked" | "disliked";

/** Something that says what a reader cares for. */
export interface Sign {
  readonly paper: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind: Opinion | "listed" | "read";
}

export type OpinionTable = ReturnType<typeof opinionTable>;

/** What a reader thinks of papers. */
export function opinionTable(db: Database) {
  const all = db.prepare<[], { id: string; opinion: Opinion }>("SELECT paper AS id, opinion FROM opinions");
  const one = db.prepare<[string], Opinion>("SELECT opinion FROM opinions WHERE paper = ?").pluck();
  const signs = db.prepare<[number], Sign>(
    `SELECT paper, at, kind FROM (
       SELECT paper, at, opinion AS kind FROM opinions
       UNION ALL SELECT paper, max(added_at), 'listed' FROM members JOIN lists USING (list) WHERE is_deleted = 0 GROUP BY paper
       UNION ALL SELECT paper, read_at, 'read' FROM marks WHERE read_at IS NOT NULL)
     ORDER BY at DESC, paper LIMIT ?`,
  );
  return {
    all: (): Map<string, Opinion> => new Map(all.all().map(({ id, opinion }) => [id, opinion])),
    one: (paper: string): Opinion | undefined => one.get(paper),
    /** What says what the reader cares for, the latest first; a paper may be in it several times. */
    signs: (count: number): Sign[] => signs.all(count),
  };
}

/** An opinion as a cell: the opinion and its time, so that taking a change back puts both back. */
export function opinionCell(db: Database): Accessor {
  const get = db.prepare<[string], { opinion: string; at: string }>("SELECT opinion, at FROM opinions WHERE paper = ?");
  const put = db.prepare("INSERT OR REPLACE INTO opinions (paper, opinion, at) VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM opinions WHERE paper = ?");
  return {
    get({ paper }) {
      const found = get.get(paper);
      return found === undefined ? null : `${found.opinion} ${found.at}`;
    },
    set({ paper }, value) {
      if (value === null) remove.run(paper);
      else put.run(paper, ...value.split(" "));
    },
  };
}
