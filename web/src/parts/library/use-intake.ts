import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { IntakeJob } from "../../../../src/wire/index.ts";
import { useRequest } from "../../hooks/use-request.ts";
import { forgetStats } from "../../hooks/use-stats.ts";
import { cancelJob, eventsPath, fetchJobs, sendFile } from "./api.ts";
import { messageOf } from "./message.ts";

/** A file that did not become a job, or has not yet. */
export interface Sending {
  readonly key: number;
  readonly name: string;
  /** Why it was refused; undefined while it is on its way. */
  readonly refusal?: string;
}

export interface Intake {
  /** The latest first. */
  readonly jobs: readonly IntakeJob[];
  readonly sendings: readonly Sending[];
  readonly canFetch: boolean;
  /** How many jobs have ended while the page watched: what the library holds is another thing then. */
  readonly ended: number;
  send(files: readonly File[]): void;
  /** Says of a folder why it is not taken. */
  refuseFolder(name: string): void;
  /** Shows a job that another part of the page has begun. */
  follow(job: IntakeJob): void;
  cancel(job: string): void;
  /** Takes a refusal off the page. */
  dismiss(key: number): void;
}

const MAX_BYTES = 2 ** 31;
const TOO_LARGE = "It is larger than 2 GiB: read it with orrery ingest on the command line.";
const EMPTY = "It is empty.";
const FOLDER = "It is a folder: choose the files in it, or read it with orrery ingest on the command line.";

let keys = 0;

/** What comes in: the jobs of the server as they go on, and the files on their way to it. */
export function useIntake(): Intake {
  const [known, setKnown] = useState<ReadonlyMap<string, IntakeJob>>(new Map());
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const [ended, setEnded] = useState(0);
  const sent = useRef<Promise<unknown>>(Promise.resolve());
  const leaving = useRef(new AbortController());
  const jobs = [...known.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || numberOf(b) - numberOf(a));

  const follow = useCallback((job: IntakeJob) => {
    // A late answer does not bring back a job whose end is known.
    setKnown((before) => (before.get(job.job)?.endedAt ? before : new Map(before).set(job.job, job)));
  }, []);

  const { answer: listed, retry: listAgain } = useRequest("intake", (signal) => fetchJobs(signal));
  useEffect(() => {
    for (const job of listed?.jobs ?? []) follow(job);
  }, [listed, follow]);

  // Jobs are done in turn, so that one stream tells of all: browsers open few connections to a server.
  const watched = jobs.findLast(({ endedAt }) => endedAt === undefined)?.job;
  useEffect(() => {
    if (watched === undefined) return;
    const stream = new EventSource(eventsPath(watched));
    stream.onmessage = ({ data }) => {
      const state = JSON.parse(String(data)) as IntakeJob; // as the server's wire types have it
      follow(state);
      if (state.endedAt === undefined) return;
      stream.close();
      forgetStats();
      setEnded((count) => count + 1);
    };
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return; // it tries again by itself
      setKnown((before) => lose(watched, before));
      listAgain();
    };
    return () => stream.close();
  }, [watched, follow, listAgain]);

  useEffect(() => {
    const controller = leaving.current;
    return () => controller.abort();
  }, []);

  const send = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        const key = ++keys;
        const say = (refusal: string) => {
          setSendings((before) => [{ key, name: file.name, refusal }, ...before.filter((each) => each.key !== key)]);
        };
        if (file.size > MAX_BYTES) say(TOO_LARGE);
        else if (file.size === 0) say(EMPTY);
        else {
          setSendings((before) => [{ key, name: file.name }, ...before]);
          sent.current = sent.current
            .then(() => sendFile(file, leaving.current.signal))
            .then((job) => {
              setSendings((before) => before.filter((each) => each.key !== key));
              follow(job);
            })
            .catch((error: unknown) => say(messageOf(error)));
        }
      }
    },
    [follow],
  );

  return {
    jobs,
    sendings,
    canFetch: listed?.canFetch ?? false,
    ended,
    send,
    refuseFolder: (name) => setSendings((before) => [{ key: ++keys, name, refusal: FOLDER }, ...before]),
    follow,
    cancel: (job) => void cancelJob(job, leaving.current.signal).then(follow, () => undefined), // its events tell more
    dismiss: (key) => setSendings((before) => before.filter((each) => each.key !== key)),
  };
}

/** Jobs of one moment are told apart by the number that ends their ids. */
function numberOf({ job }: IntakeJob): number {
  return Number(job.slice(job.lastIndexOf("-") + 1));
}

function lose(id: string, jobs: ReadonlyMap<string, IntakeJob>): ReadonlyMap<string, IntakeJob> {
  const job = jobs.get(id);
  return job === undefined ? jobs : new Map(jobs).set(id, { ...job, ...LOST });
}

const LOST = {
  state: "failed",
  message: "The server was restarted. A file that had come in whole is read again by itself.",
  endedAt: "",
} as const;
