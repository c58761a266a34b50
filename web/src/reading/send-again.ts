import { type Change, type ChangeAnswer, isSameName } from "./changes.ts";
import type { StoreDoors } from "./doors.ts";
import type { SendError } from "./outbox.ts";

/** Sends a change that the server may have already. Where a list is refused for there is one of its name, that one is
 *  taken for it, with the papers that were to be in it: nothing that rests on the list is lost. Rejects with SendError. */
export async function sendAgain(doors: Pick<StoreDoors, "load" | "send">, change: Change): Promise<ChangeAnswer> {
  try {
    return await doors.send(change);
  } catch (error) {
    if (change.kind !== "create" || (error as SendError).status !== 400) throw error;
    const { revision, lists } = await doors.load();
    const list = lists.find(({ name }) => isSameName(name, change.list.name));
    if (list === undefined) throw error;
    const { papers = [] } = change.list;
    if (papers.length === 0) return { revision, list };
    const added = await doors.send({ kind: "papers", id: list.id, edit: { add: papers } });
    return { revision: added.revision, list: added.list ?? list };
  }
}
