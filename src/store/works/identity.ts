import { type PaperRecord, titleKey } from "../../core/index.ts";
import { recordHash, titleHash } from "../hash.ts";
import { isGeneric, workKey } from "./title.ts";

const LOCAL_ID = /^\d+$/;

/** Every identifier of a record as a key. Numbers alone are ids of one source only: many files count from 1. A record
 *  without any, whose title does not tell it from others, is known by all that it says. */
export function keysOf(record: PaperRecord, source: string): string[] {
  const keys: string[] = [];
  if (record.arxivId !== undefined) keys.push(`arxiv:${record.arxivId}`);
  if (record.doi !== undefined) keys.push(`doi:${record.doi}`);
  if (record.id !== undefined && record.id !== record.arxivId && record.id !== record.doi)
    keys.push(isLocalId(record.id) ? localKey(source, record.id) : `id:${record.id}`);
  if (keys.length === 0 && isGeneric(record.title)) keys.push(`record:${recordHash(record)}`);
  return keys;
}

/** What a record is called within its source: its first identifier, else its title. */
export function nameOf(record: PaperRecord, source: string): string {
  return keysOf(record, source)[0] ?? `title:${titleHash(workKey(record.title)).toString(36)}`;
}

/** A record as JSON, the same for all that say the same. */
export function textOf(record: PaperRecord): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** The id that a paper is given for the record that makes it, and the one where that is taken. */
export function idsFor(record: PaperRecord, source: string): [id: string, elseId: string] {
  const id = record.id ?? record.arxivId ?? record.doi ?? titleId(record.title);
  return [id, `${source}:${id}`];
}

/** Whether an id means something in its own source only. */
export function isLocalId(id: string): boolean {
  return LOCAL_ID.test(id);
}

/** The id of a paper that has no identifier. */
function titleId(title: string): string {
  return `title-${titleHash(titleKey(title)).toString(36)}`;
}

/** The id that the source gave the only record of a paper, from the keys that the paper is found by; undefined where it
 *  gave none. */
export function ownIdOf(
  paper: { id: string; arxivId?: string | undefined; doi?: string | undefined },
  source: string,
  keys: readonly string[],
) {
  if (paper.id === paper.arxivId || paper.id === paper.doi) return paper.id;
  const local = keys.find(
    (key) => key.startsWith(localKey(source, "")) && LOCAL_ID.test(key.slice(localKey(source, "").length)),
  );
  if (local !== undefined) return local.slice(localKey(source, "").length);
  const key = keys.includes(`id:${paper.id}`) ? `id:${paper.id}` : keys.find((each) => each.startsWith("id:"));
  return key?.slice("id:".length);
}

function localKey(source: string, id: string): string {
  return `id:${source}:${id}`;
}
