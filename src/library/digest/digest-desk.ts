import type { DigestAnswer, DigestPaper } from "../../wire/index.ts";
import { answeredAfter } from "./answered.ts";
import { fused } from "./fused.ts";
import { inGroups } from "./groups.ts";
import { grownSince } from "./grown.ts";
import { notesOn } from "./notes.ts";
import { type Grounds, reasonsOf } from "./reasons.ts";
import type { DigestSources } from "./sources.ts";
import { suitedTo } from "./suited.ts";
import { Unlike } from "./unlike.ts";
import { afterLast, windowOf } from "./window.ts";

export interface DigestRequest {
  /** "last", a day as YYYY-MM-DD, or so many days before the latest arrival. */
  readonly since: string | number;
  readonly k: number;
}

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
    const { arrivals, interest, searchable, readVector, snapshot } = this.#sources;
    const window = windowOf(since, this.#sources);
    const upTo = arrivals.now().row;
    const { answered, notes } = await answeredAfter(window.after, this.#sources);
    const { members, known } = interest();
    const rows = arrivals.since(window.after).filter((row) => row <= upTo); // what came in just now waits for the next
    const fresh = rows.filter((row) => !known.has(row));
    const parts = searchable();
    const old = arrivals.since(0).filter((row) => row <= window.after && !known.has(row));
    const suited = parts === undefined ? [] : await suitedTo(members, fresh, old, k, { searchable: parts, readVector });
    const isFresh = new Set(fresh);
    const rankings = [
      suited.map(({ row }) => row),
      ...answered.map(({ rows: found }) => [...found.keys()].filter((row) => isFresh.has(row))),
    ];
    const isKnown = members.length > 0 || answered.length > 0;
    const order = isKnown ? fused(rankings) : fresh.toReversed();
    const picks = order.slice(0, k);
    const near = new Map(suited.map(({ row, affinity }) => [row, affinity.near.row]));
    const unlike = await this.#unlike.among(picks, window.after);
    const papers = snapshot(() => picks.flatMap((row) => this.#paper(row, { near, answered, unlike })));
    const suits = order.length;
    return {
      since: window.since,
      sinceIs: window.sinceIs,
      arrived: rows.length,
      known: rows.length - fresh.length,
      ...(isKnown ? { suited: suits } : {}),
      growing: grownSince(window.after, upTo, this.#sources),
      groups: inGroups(papers),
      notes: [
        ...notesOn({ window, arrived: rows.length, fresh: fresh.length, suits, shown: papers.length, isKnown }),
        ...notes,
      ],
      upTo,
      continues: window.after <= afterLast(this.#sources),
      tookMs: performance.now() - begun,
    };
  }

  /** The reader has the digest up to a row: the next begins there. */
  seen(upTo: number): { revision: number } {
    const { arrivals, reading } = this.#sources;
    const { library, row } = arrivals.now();
    return { revision: reading.searches.seeDigest({ library, row: Math.min(upTo, row) }) };
  }

  #paper(row: number, grounds: Grounds): DigestPaper[] {
    const paper = this.#sources.readPaper(row);
    if (paper === undefined) return [];
    const { toWire, topicPath } = this.#sources;
    return [{ ...toWire(row, paper), topics: topicPath(row), reasons: reasonsOf(row, grounds, this.#sources) }];
  }
}
