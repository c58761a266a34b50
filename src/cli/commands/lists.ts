import { AppError, counted } from "../../core/index.ts";
import type { Library } from "../../library/index.ts";
import * as wire from "../../wire/index.ts";
import { openLibrary } from "../environment.ts";
import { type CommonOptions, checked } from "../options.ts";
import { number, type Output } from "../output.ts";

export const LIST_ACTIONS = ["show", "create", "rename", "color", "note", "add", "remove", "delete"] as const;
type ListAction = (typeof LIST_ACTIONS)[number];

/** Lists the reader's lists. */
export async function lists(options: CommonOptions, output: Output): Promise<number> {
  return withReading(options, output, (reading) => {
    const { revision } = reading;
    const all = reading.lists();
    if (options.json) return output.json({ revision, lists: all } satisfies wire.ListsAnswer);
    for (const each of all) output.line(inALine(each));
    if (all.length === 0) output.line("No lists yet. Make one with: orrery list create <name> [papers...]");
  });
}

/** Shows a list, or changes it. */
export async function list(
  action: ListAction,
  name: string,
  values: readonly string[],
  options: CommonOptions,
  output: Output,
): Promise<number> {
  return withReading(options, output, (reading) => {
    if (action === "show") {
      requireNone(values);
      const shown = reading.list(name);
      if (options.json) output.json(shown);
      else showList(shown, output);
      return;
    }
    const done = change(reading, action, name, values);
    if (options.json) output.json(done);
    else printChange(done, output);
  });
}

function change(
  reading: Library["reading"],
  action: Exclude<ListAction, "show">,
  name: string,
  values: readonly string[],
): wire.ListChange {
  switch (action) {
    case "create":
      return reading.create(checked(wire.NewList, { name, papers: values }));
    case "rename":
      return reading.edit(name, checked(wire.ListEdit, { name: oneOf(values, "the new name") }));
    case "color":
      return reading.edit(name, checked(wire.ListEdit, { color: oneOf(values, wire.LIST_COLORS.join(", ")) }));
    case "note":
      return reading.edit(name, checked(wire.ListEdit, { note: oneOf(values, "the text of the note") }));
    case "add":
      return reading.editPapers(name, checked(wire.ListPapersEdit, { add: someOf(values) }));
    case "remove":
      return reading.editPapers(name, checked(wire.ListPapersEdit, { remove: someOf(values) }));
    case "delete":
      requireNone(values);
      return reading.delete(name);
  }
}

/** Runs `work` on the reader's own things of a library. */
export async function withReading(
  options: CommonOptions,
  output: Output,
  work: (reading: Library["reading"]) => void,
): Promise<number> {
  const library = openLibrary(options, output);
  try {
    work(library.reading);
    return 0;
  } finally {
    await library.close();
  }
}

/** The last line of what a change says. */
export function howToUndo(undo: string): string {
  return undo === "0" ? "Nothing was changed." : "Take it back with: orrery undo";
}

function showList(shown: wire.ReadingList, output: Output): void {
  output.line(`${shown.name} · ${countsOf(shown)} · ${shown.id}`);
  if (shown.note !== "") output.line(shown.note);
  for (const [i, { id, title, paper }] of shown.papers.entries()) {
    output.line(`${String(i + 1).padStart(3)}. ${title}`);
    output.line(`     ${id}${paper === undefined ? " · no longer in this library" : ""}`);
  }
}

function printChange({ list: changed, undo }: wire.ListChange, output: Output): void {
  output.line(changed === undefined ? "The list is deleted." : inALine(changed));
  output.note(howToUndo(undo));
}

function inALine(shown: wire.ListSummary): string {
  return `${shown.id}  ${shown.name} · ${countsOf(shown)} · ${shown.color}`;
}

function countsOf({ count, unread }: wire.ListSummary): string {
  return `${counted(count, "paper")}, ${number(unread)} unread`;
}

function oneOf(values: readonly string[], expected: string): string {
  const [value] = values;
  if (values.length === 1 && value !== undefined) return value;
  const came = values.length === 0 ? "nothing" : `${values.length} words: put them into quotes`;
  throw new AppError("bad-request", `Expected one value, ${expected}; got ${came}.`);
}

function someOf(values: readonly string[]): readonly string[] {
  if (values.length > 0) return values;
  throw new AppError("bad-request", "Expected ids of papers, got none.");
}

function requireNone(values: readonly string[]): void {
  if (values.length === 0) return;
  throw new AppError("bad-request", `Expected the name of one list, got also ${values.join(" ")}.`);
}
