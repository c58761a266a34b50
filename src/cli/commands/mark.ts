import { AppError, counted } from "../../core/index.ts";
import * as wire from "../../wire/index.ts";
import { type CommonOptions, checked } from "../options.ts";
import type { Output } from "../output.ts";
import { howToUndo, withReading } from "./lists.ts";

export interface MarkCommandOptions extends CommonOptions {
  readonly read?: boolean;
  readonly unread?: boolean;
  readonly note?: string;
}

/** Marks papers as read or unread, or writes a note on one; without options it says how they are marked. */
export async function mark(ids: readonly string[], options: MarkCommandOptions, output: Output): Promise<number> {
  const { read: isRead, unread: isUnread, note, json } = options;
  if (isRead && isUnread) throw new AppError("bad-request", "Expected --read or --unread, got both.");
  const read = isRead ? true : isUnread ? false : undefined;
  const [id = ""] = ids;
  return withReading(options, output, (reading) => {
    if (read === undefined && note === undefined) {
      const marks = ids.map((each) => reading.mark(each));
      if (json) return output.json({ marks });
      const names = new Map(reading.lists().map(({ id: list, name }) => [list, name]));
      for (const each of marks) printMark(each, names, output);
      return;
    }
    if (note !== undefined && ids.length > 1)
      throw new AppError("bad-request", `Expected one paper for a note, got ${ids.length}.`);
    const change =
      note === undefined && read !== undefined
        ? reading.markRead(checked(wire.MarksEdit, { ids, read }).ids, read)
        : reading.editMark(id, checked(wire.MarkEdit, { read, note }));
    if (json) return output.json(change);
    output.line(`${counted(change.marks.length, "paper")} marked.`);
    output.note(howToUndo(change.undo));
  });
}

/** Takes back a change of lists, marks and notes: the latest, where no token is given. */
export async function undo(token: string | undefined, options: CommonOptions, output: Output): Promise<number> {
  return withReading(options, output, (reading) => {
    const answer = token === undefined ? reading.undoLatest() : reading.undo(token);
    if (options.json) output.json(answer);
    else output.line(`Taken back: ${answer.what}.`);
  });
}

function printMark({ id, readAt, note, lists }: wire.Mark, names: ReadonlyMap<string, string>, output: Output): void {
  const read = readAt === undefined ? "unread" : `read ${readAt.slice(0, 10)}`;
  const within = lists.map((list) => names.get(list) ?? list).join(", ");
  output.line([id, read, within === "" ? "in no list" : `in ${within}`].join(" · "));
  if (note !== "") output.line(note);
}
