/** The one store of this page, and what wakes it: the network, the tab becoming visible, other tabs. */
import { fetchNote, fetchReading, sendChange } from "./api.ts";
import { isStillKept, type KeptStorage, keepWaiting, takeLeft } from "./kept.ts";
import { ReadingStore } from "./store.ts";
import { say } from "./toasts.ts";

/** Says now and then that this tab is still there, for as long as something waits. */
const HEARTBEAT_MS = 30_000;

const tab = `${Date.now()}-${performance.now()}`;
const storage = localStorageOrNothing();
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("orrery-reading") : undefined;
let made = 0;

export const reading = new ReadingStore({
  load: fetchReading,
  send: sendChange,
  loadNote: (subject) => fetchNote(subject),
  later: (run, delayMs) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  unique: () => `${tab}-${++made}`,
  keep: (waiting, conflicts) => keepWaiting(storage, tab, waiting, conflicts, Date.now()),
  tell: (revision) => channel?.postMessage(revision),
  say,
});

/** Begins to listen, and asks the server for everything. */
export function startReading(): void {
  reading.reload();
  takeOver();
  channel?.addEventListener("message", ({ data: revision }: MessageEvent<unknown>) => {
    if (typeof revision === "number") reading.heard(revision);
  });
  addEventListener("online", () => reading.wake());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    takeOver();
    reading.wake();
    reading.reload();
  });
  addEventListener("pagehide", () => keepAt(0));
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    // Another tab may have gone on with what waited here while this one slept.
    if (reading.waiting.length > 0 && !isStillKept(storage, tab)) reading.forget();
    else keepAt(Date.now());
  });
  setInterval(() => keepAt(Date.now()), HEARTBEAT_MS);
}

function takeOver(): void {
  const { changes, conflicts } = takeLeft(storage, tab, Date.now());
  if (changes.length > 0 || conflicts.size > 0) reading.adopt(changes, conflicts);
}

function keepAt(at: number): void {
  if (reading.waiting.length > 0 || reading.conflicts.size > 0) {
    keepWaiting(storage, tab, reading.waiting, reading.conflicts, at);
  }
}

function localStorageOrNothing(): KeptStorage {
  try {
    return localStorage;
  } catch {
    return { length: 0, key: () => null, getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
}
