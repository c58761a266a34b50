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
  const [jobs, setJobs] = useState<ReadonlyMap<string, IntakeJob>>(new Map());
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const [ended, setEnded] = useState(0);
  const streams = useRef(new Map<string, EventSource>());
  const again = useRef(() => {});
  const leaving = useRef(new AbortController());

  const follow = useCallback((job: IntakeJob) => {
    setJobs((before) => new Map(before).set(job.job, job));
    if (job.endedAt !== undefined || streams.current.has(job.job)) return;
    const stream = new EventSource(eventsPath(job.job));
    streams.current.set(job.job, stream);
    stream.onmessage = ({ data }) => {
      const state = JSON.parse(String(data)) as IntakeJob; // as the server's wire types have it
      setJobs((before) => new Map(before).set(state.job, state));
      if (state.endedAt === undefined) return;
      stream.close();
      streams.current.delete(state.job);
      forgetStats();
      setEnded((count) => count + 1);
    };
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return; // it tries again by itself
      streams.current.delete(job.job);
      setJobs((before) => new Map(before).set(job.job, { ...job, ...LOST }));
      again.current();
    };
  }, []);

  const listed = useRequest("intake", (signal) => fetchJobs(signal));
  again.current = listed.retry;
  useEffect(() => {
    for (const job of listed.answer?.jobs ?? []) follow(job);
  }, [listed.answer, follow]);
  useEffect(() => {
    const [open, controller] = [streams.current, leaving.current];
    return () => {
      controller.abort();
      for (const stream of open.values()) stream.close();
      open.clear();
    };
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
          sendFile(file, leaving.current.signal)
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
    jobs: [...jobs.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || numberOf(b) - numberOf(a)),
    sendings,
    canFetch: listed.answer?.canFetch ?? false,
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

const LOST = {
  state: "failed",
  message: "The server was restarted. A file that had come in whole is read again by itself.",
  endedAt: "",
} as const;
