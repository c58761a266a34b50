import { clip, counted } from "../../core/index.ts";
import type { Library, RequestFilters } from "../../library/index.ts";
import type { Hit, SearchAnswer } from "../../wire/index.ts";
import { openLibrary } from "../environment.ts";
import { facts, paperFacts } from "../facts.ts";
import type { CommonOptions, ModelOptions } from "../options.ts";
import { duration, type Output } from "../output.ts";

export interface FilterOptions {
  readonly from?: number;
  readonly to?: number;
  readonly category?: string[];
  readonly venue?: string[];
  readonly source?: string[];
  readonly listedFrom?: string;
  readonly listedTo?: string;
  readonly topic?: string[];
  readonly area?: string;
  readonly list?: string[];
  readonly read?: "yes" | "no";
}

export interface SearchCommandOptions extends CommonOptions, ModelOptions, FilterOptions {
  readonly k: number;
  readonly offset: number;
  readonly mode: "hybrid" | "lexical" | "semantic";
  readonly sort: "relevance" | "date";
}

export interface RelatedCommandOptions extends CommonOptions, FilterOptions {
  readonly k: number;
}

const ABSTRACT_LENGTH = 240;

/** Answers a question in plain words. */
export async function search(words: readonly string[], options: SearchCommandOptions, output: Output): Promise<number> {
  return withLibrary(options, output, async (library) => {
    const { k, offset, mode, sort } = options;
    await openMapFor(library, options);
    const answer = await library.search({
      query: words.join(" "),
      mode,
      sort,
      prefix: false,
      k,
      offset,
      ...filtersOf(options),
    });
    if (options.json) return output.json(answer);
    for (const note of answer.notes) output.note(note);
    const line = endOfRelevance(answer);
    if (answer.answered === false) output.line(`${nothingHere(answer, options)}\n`);
    printHits(answer.hits.slice(0, line), output);
    if (line < answer.hits.length && line > 0) output.line("--- Papers from here on are hardly about it. ---\n");
    printHits(answer.hits.slice(line), output);
    const more = answer.totalIsExact ? "" : " or more";
    output.line(
      `${counted(answer.hits.length, "hit")} of ${counted(answer.total, "ranked paper")}${more} in ${duration(answer.tookMs / 1000)}.`,
    );
  });
}

/** Shows the papers nearest in meaning to a paper. */
export async function related(id: string, options: RelatedCommandOptions, output: Output): Promise<number> {
  return withLibrary(options, output, async (library) => {
    await openMapFor(library, options);
    const answer = await library.related(id, { k: options.k, filters: filtersOf(options) });
    if (options.json) output.json(answer);
    else printHits(answer.hits, output);
  });
}

/** Shows one paper with all that is known of it. */
export async function show(id: string, options: CommonOptions, output: Output): Promise<number> {
  return withLibrary(options, output, async (library) => {
    const paper = library.paper(id);
    if (options.json) return output.json(paper);
    output.line(paper.title);
    if (paper.authors.length > 0) output.line(paper.authors.join(", "));
    for (const line of paperFacts(paper)) output.line(line);
    output.line();
    output.line(paper.titleOnly ? "(no abstract: the title alone was embedded)" : paper.abstract);
    if (paper.listings.length > 0) output.line();
    for (const { source, name, date, rank } of paper.listings) {
      output.line(`Listed ${rank}. on ${name} (${facts([source, date])})`);
    }
  });
}

async function withLibrary(
  options: CommonOptions & ModelOptions,
  output: Output,
  work: (library: Library) => Promise<void>,
): Promise<number> {
  const library = openLibrary(options, output);
  try {
    await work(library);
    return 0;
  } finally {
    await library.close();
  }
}

/** Filters by places need the map. */
export async function openMapFor(library: Library, { topic, area }: FilterOptions): Promise<void> {
  if (topic !== undefined || area !== undefined) await library.openMap();
}

export function filtersOf({
  from,
  to,
  category,
  venue,
  source,
  listedFrom,
  listedTo,
  topic,
  area,
  list,
  read,
}: FilterOptions): RequestFilters {
  return { yearFrom: from, yearTo: to, category, venue, source, listedFrom, listedTo, topic, area, list, read };
}

/** Hits with what they are there for, some lines each. */
export function printHits<One extends Hit>(
  hits: readonly One[],
  output: Output,
  more: (hit: One) => string = () => "",
): void {
  for (const hit of hits) {
    output.line(`${String(hit.rank).padStart(3)}. ${hit.title}`);
    const retracted = hit.retracted ? "RETRACTED" : undefined;
    output.line(`     ${facts([retracted, hit.id, hit.venue, hit.published ?? hit.year, hit.categories.join(" ")])}`);
    if (!hit.titleOnly) output.line(`     ${clip(hit.abstract, ABSTRACT_LENGTH)}`);
    output.line(`     ${reason(hit)}`);
    if (more(hit) !== "") output.line(`     ${more(hit)}`);
    output.line();
  }
}

/** How many of the hits stand above the line where relevance ends. */
function endOfRelevance({ hits, offset, relevantCount }: SearchAnswer): number {
  return relevantCount === undefined ? hits.length : Math.min(hits.length, Math.max(0, relevantCount - offset));
}

function nothingHere({ hits, nearestTopics = [] }: SearchAnswer, options: FilterOptions): string {
  const isFiltered = Object.values(filtersOf(options)).some((wanted) => wanted !== undefined && wanted.length !== 0);
  const topics = nearestTopics.map(({ name }) => name).join(", ");
  return [
    isFiltered ? "Nothing that passes the filters is about this." : "Nothing here is about this.",
    ...(topics === "" ? [] : [`Nearest topics: ${topics}.`]),
    ...(hits.length === 0 ? [] : ["What comes nearest:"]),
  ].join(" ");
}

function reason({ score, scores, words, relevance, reasons = [] }: Hit): string {
  const shared = reasons.filter(({ near }) => near === undefined).map(({ text }) => text);
  return facts([
    relevance === undefined ? undefined : `relevance ${relevance.toFixed(2)}`,
    `score ${score.toFixed(3)}`,
    scores.lexical === undefined ? undefined : `words ${scores.lexical.toFixed(2)}`,
    scores.semantic === undefined ? undefined : `meaning ${scores.semantic.toFixed(3)}`,
    shared.length === 0 ? undefined : `both about: ${shared.join(", ")}`,
    words.length === 0 || shared.length > 0 ? undefined : `matched: ${words.slice(0, 12).join(", ")}`,
  ]);
}
