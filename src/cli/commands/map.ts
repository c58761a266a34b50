import { writeFileSync } from "node:fs";
import { AppError, counted, messageOf } from "../../core/index.ts";
import type { Library } from "../../library/index.ts";
import { backgroundThreads, openLibrary } from "../environment.ts";
import type { CommonOptions } from "../options.ts";
import { duration, number, type Output } from "../output.ts";
import { mapAsCsv, mapAsJsonLines, mapAsSvg } from "./map-formats.ts";

export const MAP_ACTIONS = ["update", "build", "refit", "export"] as const;
export const MAP_FORMATS = ["svg", "csv", "jsonl"] as const;

export interface MapCommandOptions extends CommonOptions {
  readonly format: (typeof MAP_FORMATS)[number];
  readonly output?: string;
}

export interface TopicsCommandOptions extends CommonOptions {
  readonly level?: number;
}

const percent = (share: number | undefined) => `${Math.round((share ?? 0) * 100)} %`;

/** Lays the map out, brings it in step with the papers, or writes it for other programs. */
export async function map(
  action: (typeof MAP_ACTIONS)[number],
  options: MapCommandOptions,
  output: Output,
): Promise<number> {
  return withMap(options, output, async (library) => {
    if (action === "build" || action === "refit") await library.buildMap(action, output.progress);
    else await library.openMap(output.progress);
    output.endProgress();
    if (action === "export") writeMap(library, options, output);
    else if (options.json) output.json(mapDocument(library));
    else describe(library, output);
  });
}

/** Lists the topics, or shows one. */
export async function topics(id: string | undefined, options: TopicsCommandOptions, output: Output): Promise<number> {
  return withMap(options, output, async (library) => {
    await library.openMap(output.progress);
    output.endProgress();
    if (id !== undefined) showTopic(library, id, options, output);
    else if (options.json) output.json(topicsDocument(library));
    else listTopics(library, options.level, output);
  });
}

function mapDocument(library: Library) {
  const { trust = 0, drift = 0, seconds = 0 } = library.map.status();
  const points = [...library.map.pointsInWords()].map(({ paper, ...point }) => ({ id: paper.id, ...point }));
  return { points, trust, drift, seconds };
}

function topicsDocument(library: Library) {
  const answer = library.map.topics();
  const levels = Array.from({ length: answer.levels }, (_, level) =>
    answer.topics
      .filter((topic) => topic.level === level)
      .map(({ id, name, parent, size, papers }) => ({ id, name, parent, size, papers })),
  );
  return { levels, between: answer.between };
}

function describe(library: Library, output: Output): void {
  const status = library.map.status();
  const { topics: all, levels, between } = library.map.topics();
  const sizes = Array.from({ length: levels }, (_, level) => all.filter((topic) => topic.level === level).length);
  output.line(`${counted(status.papers, "paper")} on the map, ${number(status.placed)} placed since it was laid out.`);
  output.line(`Topics by level: ${sizes.map(number).join(", ")}; ${counted(between, "paper")} between topics.`);
  output.line(`Trust: on average ${percent(status.trust)} of a paper's nearest papers are near it on the map.`);
  if (status.seconds !== undefined) output.line(`Laid out in ${duration(status.seconds)}, ${status.fittedAt}.`);
  if (status.refitAdvised) {
    output.line(`Drift ${percent(status.drift)}: a new layout is worth it. Make one with: orrery map refit`);
  } else output.line(`Drift ${percent(status.drift)}.`);
}

function writeMap(library: Library, { format, output: path }: MapCommandOptions, output: Output): void {
  const write = { svg: mapAsSvg, csv: mapAsCsv, jsonl: mapAsJsonLines }[format];
  const text = write([...library.map.pointsInWords()], library.map.topics().topics);
  if (path === undefined) {
    output.line(text.trimEnd());
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new AppError("storage-failed", `Could not write ${path}: ${messageOf(error)}`, { cause: error });
  }
  output.note(`Written to ${path}.`);
}

function listTopics(library: Library, level: number | undefined, output: Output): void {
  const { topics: all, between } = library.map.topics();
  const under = new Map<string | null, (typeof all)[number][]>();
  for (const topic of all) under.set(topic.parent, [...(under.get(topic.parent) ?? []), topic]);
  const print = (parent: string | null): void => {
    for (const topic of under.get(parent) ?? []) {
      if (level !== undefined && topic.level > level) continue;
      output.line(`${"  ".repeat(topic.level)}${topic.name} · ${number(topic.size)} (${topic.id})`);
      print(topic.id);
    }
  };
  print(null);
  output.line(`${counted(between, "paper")} between topics.`);
}

function showTopic(library: Library, id: string, { json }: CommonOptions, output: Output): void {
  const topic = library.map.topic(id);
  if (json) {
    output.json(topic);
    return;
  }
  output.line([...topic.path.map(({ name }) => name), topic.name].join(" › "));
  output.line(`${counted(topic.size, "paper")}, ${topic.phrases.map(({ phrase }) => phrase).join(", ")}`);
  const rows: [string, readonly { name: string; id: string }[]][] = [
    ["Nearest topics", topic.nearest],
    ["Topics in it", topic.children],
  ];
  for (const [title, list] of rows) {
    if (list.length > 0) output.line(`${title}: ${list.map((each) => `${each.name} (${each.id})`).join(", ")}`);
  }
  for (const paper of topic.papers) output.line(`  ${paper.title} · ${paper.id}`);
}

async function withMap(
  options: CommonOptions,
  output: Output,
  work: (library: Library) => Promise<void>,
): Promise<number> {
  const library = openLibrary(options, output, { mapThreads: backgroundThreads() + 1 });
  const cancel = () => void library.close();
  process.once("SIGINT", cancel);
  try {
    await work(library);
    return 0;
  } finally {
    process.off("SIGINT", cancel);
    await library.close();
  }
}
