import { AppError, type Paper } from "../../core/index.ts";
import type { Reading } from "../../reading/index.ts";
import type { Searchable } from "../../search/index.ts";
import type { DigestAnswer, DigestPaper, DigestReason, Paper as WirePaper } from "../../wire/index.ts";
import type { ReaderInterest } from "../listings/for-me.ts";
import type { Arrivals } from "../saved/arrivals.ts";
import type { SavedDesk } from "../saved/saved-desk.ts";
import { fused } from "./fused.ts";
import { inGroups } from "./groups.ts";
import { notesOn } from "./notes.ts";
import { suitedTo } from "./suited.ts";
import { Unlike } from "./unlike.ts";

/** What a digest needs of the library. */
export interface DigestSources {
  readonly reading: Reading;
  readonly saved: SavedDesk;
  readonly arrivals: Arrivals;
  /** Undefined while there are no papers. */
  readonly searchable: () => Searchable | undefined;
  readonly interest: () => ReaderInterest;
  /** Lists that a paper is in. */
  readonly listsOf: (id: string) => { id: string; name: string }[];
  readonly readPaper: (row: number) => Paper | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
  readonly toWire: (row: number, paper: Paper) => WirePaper;
  /** Topics of a paper on the map, the top level first; none until the map is there. */
  readonly topicPath: (row: number) => { id: string; name: string }[];
  readonly snapshot: <T>(work: () => T) => T;
  /** Changes with the papers. */
  readonly stamp: () => string;
}

export interface DigestRequest {
  /** "last", a day as YYYY-MM-DD, or so many days before the latest arrival. */
  readonly since: string | number;
  readonly k: number;
}

interface Window {
  readonly since: string;
  readonly sinceIs: DigestAnswer["sinceIs"];
  /** Papers of later rows are new. */
  readonly after: number;
}

/** A first digest looks so far back. */
const FIRST_DAYS = 7;
const DAY_MS = 24 * 3600 * 1000;

/** Tells what came in for a reader since the last time. */
export class DigestDesk {
  readonly #sources: DigestSources;
  readonly #unlike: Unlike;

  constructor(sources: DigestSources) {
    this.#sources = sources;
    this.#unlike = new Unlike(sources);
  }

  /** The new papers that suit what the reader keeps, has read and searches for, in the topics of the map. Throws as the
   *  file of the reader's own things has it. */
  async make({ since, k }: DigestRequest): Promise<DigestAnswer> {
    const begun = performance.now();
    const { arrivals, interest, searchable } = this.#sources;
    const window = this.#window(since);
    const upTo = arrivals.now().row;
    const answered = await this.#answered(window.after);
    const { members, known } = interest();
    const rows = arrivals.since(window.after).filter((row) => row <= upTo); // what came in just now waits for the next
    const fresh = rows.filter((row) => !known.has(row));
    const parts = searchable();
    const old = arrivals.since(0).filter((row) => row <= window.after && !known.has(row));
    const { readVector } = this.#sources;
    const suited = parts === undefined ? [] : suitedTo(members, fresh, old, k, { searchable: parts, readVector });
    const isFresh = new Set(fresh);
    const rankings = [
      suited.map(({ row }) => row),
      ...answered.saved.map(({ rows: found }) => [...found.keys()].filter((row) => isFresh.has(row))),
    ];
    const isKnown = members.length > 0 || answered.saved.length > 0;
    const order = isKnown ? fused(rankings) : fresh.toReversed();
    const picks = order.slice(0, k);
    const unlike = await this.#unlike.among(picks, window.after);
    const near = new Map(suited.map(({ row, affinity }) => [row, affinity.near]));
    const { snapshot } = this.#sources;
    const papers = snapshot(() =>
      picks.flatMap((row) => {
        const reasons = [
          ...this.#near(row, near.get(row)?.row),
          ...answered.saved.flatMap(({ id, name, rows: found }): DigestReason[] => {
            const rank = found.get(row);
            return rank === undefined ? [] : [{ kind: "search", saved: { id, name }, rank }];
          }),
          ...this.#unlikeOthers(unlike.get(row)),
        ];
        return this.#paper(row, reasons);
      }),
    );
    const suits = isKnown ? order.length : fresh.length;
    return {
      since: window.since,
      sinceIs: window.sinceIs,
      arrived: rows.length,
      known: rows.length - fresh.length,
      ...(isKnown ? { suited: suits } : {}),
      groups: inGroups(papers),
      notes: [
        ...notesOn({ window, arrived: rows.length, fresh: fresh.length, suits, shown: papers.length, isKnown }),
        ...answered.notes,
      ],
      upTo,
      continues: window.after <= this.#afterLast(),
      tookMs: performance.now() - begun,
    };
  }

  /** The reader has the digest up to a row: the next begins there. */
  seen(upTo: number): { revision: number } {
    const { arrivals, reading } = this.#sources;
    const { library, row } = arrivals.now();
    return { revision: reading.searches.seeDigest({ library, row: Math.min(upTo, row) }) };
  }

  /** The row after which a digest begins that nobody had before. */
  #afterLast(): number {
    const last = this.#sources.reading.searches.digest();
    return last === undefined ? Number.POSITIVE_INFINITY : this.#sources.arrivals.after(last);
  }

  #window(since: string | number): Window {
    const { reading, arrivals } = this.#sources;
    const last = reading.searches.digest();
    const { library, row: latest } = arrivals.now();
    if (since === "last" && last?.library === library) return { since: last.at, sinceIs: "last", after: last.row };
    if (typeof since === "string" && since !== "last") {
      const at = new Date(`${since}T00:00:00.000Z`);
      if (Number.isNaN(at.getTime())) throw new AppError("bad-request", `Expected last or a day, got ${since}.`);
      return { since: at.toISOString(), sinceIs: "date", after: this.#rowBefore(at.toISOString()) };
    }
    const days = typeof since === "number" ? since : FIRST_DAYS;
    const arrivedAt = this.#sources.readPaper(latest)?.addedAt ?? this.#latestArrival();
    if (arrivedAt === undefined) return { since: new Date(0).toISOString(), sinceIs: "first", after: 0 };
    const from = new Date(Date.parse(arrivedAt) - days * DAY_MS).toISOString();
    return { since: from, sinceIs: "first", after: this.#rowBefore(from) };
  }

  #latestArrival(): string | undefined {
    return this.#sources.readPaper(this.#sources.arrivals.since(0).at(-1) ?? 0)?.addedAt;
  }

  /** The last row that came in before a time; rows and times of arrival grow together. */
  #rowBefore(time: string): number {
    const rows = this.#sources.arrivals.since(0);
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const addedAt = this.#sources.readPaper(rows[middle] ?? 0)?.addedAt ?? "";
      if (addedAt < time) low = middle + 1;
      else high = middle;
    }
    return rows[low - 1] ?? 0;
  }

  /** What each saved search finds after a row, with the places; and why one could not be asked. */
  async #answered(after: number) {
    const { reading, saved } = this.#sources;
    const answered: { readonly id: string; readonly name: string; readonly rows: ReadonlyMap<number, number> }[] = [];
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
    return { saved: answered, notes };
  }

  #near(row: number, member: number | undefined): DigestReason[] {
    const paper = member === undefined ? undefined : this.#sources.readPaper(member);
    const [own, other] = [this.#sources.readVector(row), this.#sources.readVector(member ?? -1)];
    if (paper === undefined || own === undefined || other === undefined) return [];
    const similarity = own.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0);
    return [{ kind: "near", paper: headingOf(paper), lists: this.#sources.listsOf(paper.id), similarity }];
  }

  #unlikeOthers(nearest: { readonly row: number; readonly novelty: number } | undefined): DigestReason[] {
    const paper = nearest && this.#sources.readPaper(nearest.row);
    return paper === undefined ? [] : [{ kind: "unlike", paper: headingOf(paper), novelty: nearest?.novelty ?? 0 }];
  }

  #paper(row: number, reasons: DigestReason[]): DigestPaper[] {
    const paper = this.#sources.readPaper(row);
    if (paper === undefined) return [];
    return [{ ...this.#sources.toWire(row, paper), topics: this.#sources.topicPath(row), reasons }];
  }
}

function headingOf({ id, title }: Paper): { id: string; title: string } {
  return { id, title };
}
