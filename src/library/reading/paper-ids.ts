import { parseArxivId, parseDoi } from "../../core/index.ts";
import type { BriefMark, NamedPaper, Reading } from "../../reading/index.ts";
import type { Store } from "../../store/index.ts";

/** A paper of the library. */
interface Known {
  readonly row: number;
  /** As the library gives it now: it may have been another when the paper was put into a list. */
  readonly id: string;
}

/** Tells which paper of the library each id stands for that a reader's lists and marks name, and the other way round. A
 *  paper that was removed and came again may have another id by now; in lists and marks it keeps the one it had. */
export class PaperIds {
  readonly #store: Store;
  readonly #reading: Reading;
  #revision = -1;
  #known = new Map<string, Known | undefined>();

  constructor(store: Store, reading: Reading) {
    this.#store = store;
    this.#reading = reading;
  }

  /** The papers that stored ids stand for, in their order; undefined for those that the library has no longer. */
  papers(stored: readonly string[]): (Known | undefined)[] {
    const revision = this.#store.revision();
    if (revision !== this.#revision) this.#known = new Map();
    this.#revision = revision;
    const asked = stored.filter((id) => !this.#known.has(id));
    const exact = this.#store.papers.rowsOf(asked);
    for (const id of asked) {
      const row = exact.get(id);
      this.#known.set(id, row === undefined ? this.#look(id) : { row, id });
    }
    return stored.map((id) => this.#known.get(id));
  }

  /** The id that the library gives a paper; the stored one where the library has it no longer. */
  shown(stored: string): string {
    return this.papers([stored])[0]?.id ?? stored;
  }

  /** Papers that a caller names in any spelling, by the ids that are stored for them. Unknown are those that the library
   *  has not, save the ones in `kept`: stored ids of papers that it may have no longer, all of them where it is not given. */
  named(
    given: readonly string[],
    kept: Iterable<string> = this.#reading.papers(),
  ): { readonly papers: NamedPaper[]; readonly unknown: string[] } {
    const storedAs = this.#storedByRow();
    const stored = new Set(kept);
    const papers: NamedPaper[] = [];
    const unknown: string[] = [];
    for (const text of given) {
      const row = this.#store.papers.rowOf(text);
      const heading = row === undefined ? undefined : this.#store.papers.heading(row);
      const gone = heading === undefined ? spellingsOf(text).find((id) => stored.has(id)) : undefined;
      if (heading !== undefined) papers.push({ id: storedAs.get(row ?? -1) ?? heading.id, title: heading.title });
      else if (gone !== undefined) papers.push({ id: gone, title: gone });
      else unknown.push(text);
    }
    return { papers, unknown };
  }

  #look(id: string): Known | undefined {
    const row = this.#store.papers.rowOf(id);
    const heading = row === undefined ? undefined : this.#store.papers.heading(row);
    return row === undefined || heading === undefined ? undefined : { row, id: heading.id };
  }

  /** Stored ids of papers that are named otherwise by now. Where papers became one, the one of them that most is kept
   *  of. */
  #storedByRow(): ReadonlyMap<number, string> {
    const stored = this.#reading.papers();
    const papers = this.papers(stored);
    const byRow = new Map<number, string[]>();
    for (const [i, id] of stored.entries()) {
      const { row } = papers[i] ?? {};
      if (row !== undefined) byRow.set(row, [...(byRow.get(row) ?? []), id]);
    }
    const isShared = [...byRow.values()].some((ids) => ids.length > 1);
    const kept = new Map(isShared ? this.#reading.marks().map((mark) => [mark.id, weightOf(mark)]) : []);
    return new Map([...byRow].map(([row, ids]) => [row, ids.reduce((best, id) => heavier(best, id, kept))]));
  }
}

function heavier(a: string, b: string, weights: ReadonlyMap<string, number>): string {
  return (weights.get(b) ?? 0) > (weights.get(a) ?? 0) ? b : a;
}

/** A note cannot be made again, a mark can. */
function weightOf({ hasNote, read }: Pick<BriefMark, "hasNote" | "read">): number {
  return (hasNote ? 2 : 0) + (read ? 1 : 0);
}

/** Ways in which a paper that is gone may be stored. */
function spellingsOf(text: string): string[] {
  return [text, text.trim(), parseArxivId(text)?.id, parseDoi(text)].flatMap((id) => id ?? []);
}
