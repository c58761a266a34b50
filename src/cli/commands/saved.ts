import { AppError, counted } from "../../core/index.ts";
import type { Library } from "../../library/index.ts";
import * as wire from "../../wire/index.ts";
import { openLibrary } from "../environment.ts";
import { type CommonOptions, checked, type ModelOptions } from "../options.ts";
import type { Output } from "../output.ts";
import { howToUndo } from "./lists.ts";
import { type FilterOptions, filtersOf, printHits } from "./search.ts";

export const SAVED_ACTIONS = ["list", "add", "show", "rename", "remove"] as const;
type SavedAction = (typeof SAVED_ACTIONS)[number];

export interface SavedCommandOptions extends CommonOptions, ModelOptions, FilterOptions {
  readonly mode: "hybrid" | "lexical" | "semantic";
  readonly sort: "relevance" | "date";
  readonly k: number;
  readonly peek?: boolean;
}

/** Lists saved searches with what is new, shows one, or changes them. */
export async function saved(
  action: SavedAction,
  name: string | undefined,
  words: readonly string[],
  options: SavedCommandOptions,
  output: Output,
): Promise<number> {
  const library = openLibrary(options, output);
  try {
    if (action === "list") await list(library, name, options, output);
    else if (name === undefined) throw new AppError("bad-request", `Expected the name of a saved search to ${action}.`);
    else if (action === "show") await show(library, name, options, output);
    else print(change(library.saved, action, name, words, options), options, output);
    return 0;
  } finally {
    await library.close();
  }
}

async function list(
  library: Library,
  name: string | undefined,
  options: SavedCommandOptions,
  output: Output,
): Promise<void> {
  if (name !== undefined) throw new AppError("bad-request", `Expected nothing after list, got ${name}.`);
  await openMapFor(library, library.saved.stored());
  const answer = await library.saved.list();
  if (options.json) return output.json(answer satisfies wire.SavedAnswer);
  for (const each of answer.saved) output.line(inALine(each));
  if (answer.saved.length === 0)
    output.line("No saved searches yet. Save one with: orrery saved add <name> <words...>");
}

async function show(library: Library, name: string, options: SavedCommandOptions, output: Output): Promise<void> {
  await openMapFor(library, [library.saved.find(name).query]);
  const answer = await library.saved.show(name, options.k);
  const { id, upTo, hits, newPapers, seenAt } = answer;
  if (options.json) output.json(answer satisfies wire.SavedHitsAnswer);
  else {
    printHits(hits, output);
    const shown = hits.length < newPapers ? `, the first ${hits.length} shown` : "";
    output.line(`${answer.name} · ${newSince(newPapers, seenAt)}${shown}.`);
  }
  if (options.peek !== true) library.saved.see(id, upTo); // last: who could not be shown it has not seen it
}

function change(
  desk: Library["saved"],
  action: "add" | "rename" | "remove",
  name: string,
  words: readonly string[],
  { mode, sort, ...options }: SavedCommandOptions,
): wire.SavedChange {
  const text = words.join(" ");
  switch (action) {
    case "add": {
      const search = new URLSearchParams({ q: text, mode, sort });
      for (const [filter, value] of Object.entries(filtersOf(options))) {
        for (const each of [value ?? []].flat()) search.append(filter, String(each));
      }
      return desk.create(checked(wire.NewSavedSearch, { name, search: search.toString() }));
    }
    case "rename":
      return desk.edit(name, checked(wire.SavedSearchEdit, { name: text }));
    case "remove":
      if (words.length > 0) throw new AppError("bad-request", `Expected one name, got also ${text}: put it in quotes.`);
      return desk.delete(name);
  }
}

function print({ undo, ...done }: wire.SavedChange, { json }: CommonOptions, output: Output): void {
  if (json) {
    output.json({ undo, ...done } satisfies wire.SavedChange);
    return;
  }
  output.line(done.saved === undefined ? "The saved search is deleted." : inALine(done.saved));
  output.note(howToUndo(undo));
}

function inALine({ id, name, search, seenAt, newPapers, problem }: wire.SavedSearch): string {
  const news = problem ?? (newPapers === undefined ? undefined : newSince(newPapers, seenAt));
  const asked = new URLSearchParams(search);
  const query = asked.get("q") ?? "";
  asked.delete("q");
  return [`${id}  ${name}`, query, ...[...asked].map(([key, value]) => `${key} ${value}`), news]
    .filter((part) => part !== undefined)
    .join(" · ");
}

function newSince(count: number, seenAt: string): string {
  return `${count === 0 ? "nothing" : counted(count, "paper")} new since ${seenAt.slice(0, 10)}`;
}

/** Filters by places need the map. */
async function openMapFor(library: Library, searches: readonly string[]): Promise<void> {
  if (searches.some((search) => /(^|&)(topic|area)=/.test(search))) await library.openMap();
}
