import { AppError } from "../../core/index.ts";
import type { DigestSources } from "./sources.ts";

/** What a saved search finds of what is new. */
export interface Answered {
  readonly id: string;
  readonly name: string;
  /** The rows, the best first, each with its place among all that the search finds. */
  readonly rows: ReadonlyMap<number, number>;
}

/** What each saved search finds after a row; and why one could not be asked. */
export async function answeredAfter(
  after: number,
  { reading, saved }: Pick<DigestSources, "reading" | "saved">,
): Promise<{ readonly answered: readonly Answered[]; readonly notes: readonly string[] }> {
  const answered: Answered[] = [];
  const notes: string[] = [];
  for (const search of reading.searches.all()) {
    try {
      const papers = await saved.papersOf(search);
      const rows = papers.flatMap(({ row }, i): [number, number][] => (row > after ? [[row, i + 1]] : []));
      answered.push({ id: search.id, name: search.name, rows: new Map(rows) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      notes.push(`The saved search “${search.name}” could not be asked: ${error.message}`);
    }
  }
  return { answered, notes };
}
