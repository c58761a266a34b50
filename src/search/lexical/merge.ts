import type { Postings } from "./build.ts";
import { compareTerms, Dictionary } from "./dictionary.ts";

/** Postings of `base` without the rows for which `gone` holds, together with those of `added`; no row may be in both.
 *  Terms that no row has any more are dropped. O(postings). */
export function mergePostings(base: Postings, added: Postings, gone: (row: number) => boolean): Postings {
  const terms: string[] = [];
  const starts: number[] = [];
  const rows = new Uint32Array(base.rows.length + added.rows.length);
  const frequencies = new Uint8Array(rows.length);
  let at = 0;

  const put = (row: number, frequency: number) => {
    rows[at] = row;
    frequencies[at++] = frequency;
  };
  /** Copies the term's rows of both, ascending; -1 stands for "has no such term". */
  const copy = (term: string, inBase: number, inAdded: number) => {
    const start = at;
    let [i, iEnd] = range(base, inBase);
    let [j, jEnd] = range(added, inAdded);
    while (i < iEnd || j < jEnd) {
      if (j >= jEnd || (i < iEnd && base.rows[i]! < added.rows[j]!)) {
        if (!gone(base.rows[i]!)) put(base.rows[i]!, base.frequencies[i]!);
        i++;
      } else {
        put(added.rows[j]!, added.frequencies[j]!);
        j++;
      }
    }
    if (at === start) return;
    terms.push(term);
    starts.push(start);
  };

  let a = 0;
  let b = 0;
  while (a < base.dictionary.size || b < added.dictionary.size) {
    const left = a < base.dictionary.size ? base.dictionary.term(a) : undefined;
    const right = b < added.dictionary.size ? added.dictionary.term(b) : undefined;
    const order = left === undefined ? 1 : right === undefined ? -1 : compareTerms(left, right);
    if (order < 0 && left !== undefined) copy(left, a++, -1);
    else if (order > 0 && right !== undefined) copy(right, -1, b++);
    else if (left !== undefined) copy(left, a++, b++);
  }
  starts.push(at);
  return {
    dictionary: Dictionary.of(terms),
    starts: Uint32Array.from(starts),
    rows: rows.slice(0, at),
    frequencies: frequencies.slice(0, at),
  };
}

function range(postings: Postings, term: number): [from: number, to: number] {
  return term < 0 ? [0, 0] : [postings.starts[term]!, postings.starts[term + 1]!];
}
