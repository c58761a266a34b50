/** The one store of this page, and what wakes it: the network, the tab becoming visible, other tabs. */
import { fetchNote, fetchReading, sendChange } from "./api.ts";
import type { Conflicts } from "./conflicts.ts";
import { isStillKept, type KeptStorage, keepWaiting, takeLeft } from "./kept.ts";
import type { Waiting } from "./outbox.ts";
import { ReadingStore } from "./store.ts";
import { say } from "./toasts.ts";

/** Says now and then that this tab is still there, for as long as something waits. */
const HEARTBEAT_MS = 30_000;

const tab = `${Date.now()}-${performance.now()}`;
const storage = localStorageOrNothing();
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("orrery-reading") : undefined;
let made = 0;
/** Whether what waits lies in the browser's storage, where other tabs may take it from. */
let isKept = false;
/** While the page is left, also what is still saved then is for the next tab to take at once. */
let isLeft = false;

export const reading = new ReadingStore({
  load: fetchReading,
  send: sendChange,
  loadNote: (subject) => fetchNote(subject),
  later: (run, delayMs) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  unique: () => `${tab}-${++made}`,
  keep,
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
    giveUpWhatWasTaken();
    takeOver();
    reading.wake();
    reading.reload();
  });
  addEventListener("pagehide", () => {
    isLeft = true;
    keepAgain();
  });
  addEventListener("pageshow", ({ persisted }) => {
    isLeft = false;
    if (persisted) beat();
  });
  setInterval(beat, HEARTBEAT_MS);
}

function beat(): void {
  giveUpWhatWasTaken();
  keepAgain();
}

/** Another tab may have gone on with what waited here while this one slept. */
function giveUpWhatWasTaken(): void {
  if (isKept && reading.waiting.length > 0 && !isStillKept(storage, tab)) reading.forget();
}

function takeOver(): void {
  const { changes, conflicts } = takeLeft(storage, tab, Date.now());
  if (changes.length > 0 || conflicts.size > 0) reading.adopt(changes, conflicts);
}

function keepAgain(): void {
  const { waiting, conflicts } = reading;
  if (waiting.length > 0 || conflicts.size > 0) keep(waiting, conflicts);
}

function keep(waiting: readonly Waiting[], conflicts: Conflicts): void {
  isKept = keepWaiting(storage, tab, waiting, conflicts, isLeft ? 0 : Date.now());
}

function localStorageOrNothing(): KeptStorage {
  try {
    return localStorage;
  } catch {
    const setItem = () => {
      throw new Error("The browser keeps nothing.");
    };
    return { length: 0, key: () => null, getItem: () => null, setItem, removeItem: () => {} };
  }
}
