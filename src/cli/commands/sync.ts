import { statSync } from "node:fs";
import { resolve } from "node:path";
import { AppError, counted } from "../../core/index.ts";
import { SyncDesk } from "../../library/index.ts";
import { SUBSCRIPTION_KINDS, type Subscription, type SyncOutcome, subjectOf } from "../../sync/index.ts";
import { backgroundThreads, clock, openLibrary, version } from "../environment.ts";
import type { CommonOptions, ModelOptions } from "../options.ts";
import type { Output } from "../output.ts";

export const SYNC_ACTIONS = ["run", "add", "list", "remove"] as const;

export interface SyncCommandOptions extends CommonOptions, ModelOptions {
  readonly by?: string;
  readonly since?: string;
  readonly name?: string;
  readonly follow?: readonly string[];
  readonly private?: boolean;
  readonly due?: boolean;
}

/** Subscribes, ends subscriptions, shows them, or asks them for what is new. Exit code 1 where one of them failed. */
export async function sync(
  action: (typeof SYNC_ACTIONS)[number],
  what: readonly string[],
  options: SyncCommandOptions,
  output: Output,
): Promise<number> {
  const desk = new SyncDesk({ folder: options.library, userAgent: `Orrery/${version()}`, clock });
  refuseUnused(action, options);
  switch (action) {
    case "add":
      return add(desk, what, options, output);
    case "list":
      return list(desk, options, output);
    case "remove":
      return remove(desk, what, options, output);
    case "run":
      return run(desk, what, options, output);
  }
}

const OPTIONS_OF_ADD = ["by", "since", "name", "follow", "private"] as const;

function refuseUnused(action: (typeof SYNC_ACTIONS)[number], options: SyncCommandOptions): void {
  const wrong =
    action === "add"
      ? (["due"] as const).filter((name) => options[name] !== undefined)
      : OPTIONS_OF_ADD.filter((name) => options[name] !== undefined);
  const [first] = action === "run" || action === "add" || options.due === undefined ? wrong : ["due"];
  if (first !== undefined)
    throw new AppError("bad-request", `Expected --${first} with ${first === "due" ? "run" : "add"}, got ${action}.`);
}

function add(desk: SyncDesk, what: readonly string[], options: SyncCommandOptions, output: Output): number {
  const [given, ...words] = what;
  const kind = SUBSCRIPTION_KINDS.find((each) => each === given);
  if (kind === undefined)
    throw new AppError("bad-request", `Expected one of ${SUBSCRIPTION_KINDS.join(", ")}, got ${given ?? "nothing"}.`);
  const { by, since, name, follow, private: isPrivate } = options;
  if (by !== undefined && (kind !== "hf-daily" || words.length > 0))
    throw new AppError("bad-request", "Expected --by with hf-daily, and the length of the periods only once.");
  const text = kind === "hf-daily" && words.length === 0 ? (by ?? "day") : words.join(" ");
  const subject = kind === "folder" ? folderAt(text) : text;
  const made = desk.add({ kind, subject, since, name, follow, private: isPrivate });
  if (options.json) output.json(made);
  else output.line(`Subscribed as ${made.id}: ${describe(made)}. Ask it with: orrery sync`);
  return 0;
}

function folderAt(text: string): string {
  const path = resolve(text);
  if (text !== "" && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw new AppError("bad-request", `Expected a folder to watch, got ${JSON.stringify(text)}.`);
}

function list(desk: SyncDesk, { json }: SyncCommandOptions, output: Output): number {
  const all = desk.list();
  if (json) {
    output.json({
      subscriptions: all.map(({ subscription, askedAt, notBefore }) => ({ ...subscription, askedAt, notBefore })),
    });
    return 0;
  }
  if (all.length === 0) output.note(NO_SUBSCRIPTIONS);
  for (const { subscription, askedAt, notBefore } of all) {
    const asked = askedAt === undefined ? "not yet asked" : `asked ${minute(askedAt)}`;
    const pause = notBefore === undefined ? "" : `, not again before ${minute(notBefore)}`;
    output.line(`${subscription.id} · ${describe(subscription)} · ${asked}${pause}`);
  }
  return 0;
}

function remove(desk: SyncDesk, names: readonly string[], { json }: SyncCommandOptions, output: Output): number {
  if (names.length === 0) throw new AppError("bad-request", "Expected the ids of subscriptions. See: orrery sync list");
  const gone = desk.remove(names);
  if (json) output.json({ removed: gone.map(({ id }) => id) });
  else for (const { id } of gone) output.line(`${id} has ended. Its papers stay.`);
  return 0;
}

async function run(
  desk: SyncDesk,
  names: readonly string[],
  options: SyncCommandOptions,
  output: Output,
): Promise<number> {
  if (desk.list().length === 0 && names.length === 0) {
    if (options.json) output.json({ subscriptions: [] });
    else output.note(NO_SUBSCRIPTIONS);
    return 0;
  }
  const cancel = new AbortController();
  const onInterrupt = () => cancel.abort();
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onInterrupt);
  const library = openLibrary(options, output, { create: true, workers: backgroundThreads() });
  try {
    const outcomes = await desk.run((inputs, ingest) => library.ingest(inputs, ingest), {
      only: names,
      onlyDue: options.due ?? false,
      signal: cancel.signal,
      ...(output.progress === undefined ? {} : { onProgress: output.progress }),
    });
    output.endProgress();
    if (options.json) output.json({ subscriptions: outcomes });
    else tell(outcomes, output);
    return outcomes.some(({ status }) => status === "failed") ? 1 : 0;
  } catch (error) {
    if (error instanceof AppError && error.code === "cancelled")
      throw new AppError("cancelled", "Stopped. What was read is kept; the next run goes on from there.", {
        cause: error,
      });
    throw error;
  } finally {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
    await library.close();
  }
}

const NO_SUBSCRIPTIONS = "There are no subscriptions yet. Begin with: orrery sync add hf-daily";

/** One line for each subscription; one for all of them where there is no network. */
function tell(outcomes: readonly SyncOutcome[], output: Output): void {
  const asked = outcomes.filter(({ requests }) => requests > 0);
  const isOffline = asked.length > 1 && asked.every(({ offline }) => offline);
  if (isOffline) {
    const names = asked.map(({ id }) => id).join(", ");
    output.note(`There seems to be no network: ${names} could not be asked. Nothing is lost; try again later.`);
  }
  for (const outcome of outcomes) {
    const { id, added, updated, unchanged, rejected, error, notes } = outcome;
    const isKnown = added + updated + unchanged + rejected === 0;
    if (!isKnown || error === undefined) {
      const counts = [`${counted(added, "new paper")}`];
      if (updated > 0) counts.push(`${updated.toLocaleString("en-US")} changed`);
      if (rejected > 0) counts.push(`${rejected.toLocaleString("en-US")} rejected`);
      output.line(`${id}: ${counts.join(", ")}.`);
    }
    for (const note of notes) output.note(`${id}: ${note}`);
    if (error !== undefined && !(isOffline && outcome.offline)) output.note(`${id}: ${error}`);
  }
}

function describe(subscription: Subscription): string {
  const since = "since" in subscription && subscription.since !== undefined ? ` since ${subscription.since}` : "";
  switch (subscription.kind) {
    case "hf-daily":
      return `Daily Papers of Hugging Face by ${subscription.by}${since}`;
    case "arxiv-category":
      return `arXiv ${subscription.category}${since}`;
    case "arxiv-query":
      return `arXiv papers with ${subscription.query}${since}`;
    case "feed":
    case "folder":
      return subjectOf(subscription);
  }
}

function minute(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}
