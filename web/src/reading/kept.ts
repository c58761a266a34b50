/** What waits for the server outlives its tab: it lies in the browser's storage under a name of the tab's own. Tabs that
 *  are closed or loaded again let go of theirs, and the next tab goes on with it. */
import type { Change } from "./changes.ts";
import type { Conflict, Conflicts } from "./conflicts.ts";
import { soundChanges, type Waiting } from "./outbox.ts";

/** The part of Storage that is needed. */
export interface KeptStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface Kept {
  readonly changes: readonly Change[];
  readonly conflicts: Conflicts;
}

interface Entry {
  /** When the tab last said that it is there, in ms since 1970; 0 when it has let go. */
  readonly at: number;
  readonly changes: readonly Change[];
  readonly conflicts: readonly (readonly [string, Conflict])[];
}

const PREFIX = "orrery-unsaved ";

/** A tab that has said nothing for so long is gone; browsers wake hidden ones once a minute. */
const GONE_AFTER_MS = 3 * 60_000;

/** Keeps what waits in this tab, and says whether that could be done; nothing is kept when nothing waits. */
export function keepWaiting(
  storage: KeptStorage,
  tab: string,
  waiting: readonly Waiting[],
  conflicts: Conflicts,
  at: number,
): boolean {
  try {
    if (waiting.length === 0 && conflicts.size === 0) {
      storage.removeItem(PREFIX + tab);
      return false;
    }
    const entry: Entry = { at, changes: waiting.map(({ change }) => change), conflicts: [...conflicts] };
    storage.setItem(PREFIX + tab, JSON.stringify(entry));
    return true;
  } catch {
    return false; // storage may be full or forbidden: what waits then lasts as long as the tab
  }
}

/** Takes what other tabs have left behind; it is this tab's from then on. */
export function takeLeft(storage: KeptStorage, tab: string, now: number): Kept {
  const changes: Change[] = [];
  const conflicts = new Map<string, Conflict>();
  try {
    const names = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "");
    for (const name of names) {
      if (!name.startsWith(PREFIX) || name === PREFIX + tab) continue;
      const entry = parse(storage.getItem(name));
      if (entry !== undefined && entry.at !== 0 && now - entry.at < GONE_AFTER_MS) continue;
      storage.removeItem(name);
      changes.push(...soundChanges(entry?.changes));
      for (const [key, conflict] of entry?.conflicts ?? []) conflicts.set(key, conflict);
    }
  } catch {
    // Storage may be forbidden: nothing was kept then.
  }
  return { changes, conflicts };
}

/** Whether what this tab kept is still its own: another may have taken it while this one slept. */
export function isStillKept(storage: KeptStorage, tab: string): boolean {
  try {
    return storage.getItem(PREFIX + tab) !== null;
  } catch {
    return true;
  }
}

function parse(text: string | null): Entry | undefined {
  try {
    const entry: unknown = JSON.parse(text ?? "");
    if (typeof entry !== "object" || entry === null || !Array.isArray((entry as Entry).conflicts)) return undefined;
    return entry as Entry; // written by this page; what its changes hold is checked where they are taken
  } catch {
    return undefined;
  }
}
