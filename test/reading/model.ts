/** A naive keeper of lists and marks, to compare the real one with: whole states, compared key by key. */
export interface ModelPaper {
  readonly id: string;
  readonly title: string;
}

interface ModelList {
  id: string;
  name: string;
  color: string;
  note: string;
  isDeleted: boolean;
  /** The paper in each slot; a slot that a paper left stays, empty. */
  slots: number[];
  papers: Map<string, { slot: number; title: string; addedAt: string }>;
  place: number;
}

type Key = string;

interface Change {
  readonly touched: ReadonlyMap<Key, readonly [before: string | undefined, after: string | undefined]>;
  isUndone: boolean;
}

export class Refused extends Error {}

export class Model {
  lists: ModelList[] = [];
  order: number[] = [];
  marks = new Map<string, { readAt: string | undefined; note: string }>();
  #slots = 0;
  #made = 0;

  get present(): ModelList[] {
    const present = this.lists.filter(({ isDeleted }) => !isDeleted);
    return present.sort((a, b) => this.order.indexOf(a.place) - this.order.indexOf(b.place));
  }

  papersOf(list: ModelList): string[] {
    const bySlot = new Map([...list.papers].map(([id, { slot }]) => [slot, id]));
    return list.slots.flatMap((slot) => bySlot.get(slot) ?? []);
  }

  /** Runs a change and returns it, to be undone. */
  change(work: () => void): Change {
    const before = this.#flat();
    work();
    const after = this.#flat();
    const touched = new Map<Key, readonly [string | undefined, string | undefined]>();
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(key), after.get(key)];
      const [kind, id] = key.split("/");
      const flips = before.has(`list/${id}`) !== after.has(`list/${id}`);
      const counts = kind === "list" ? flips : !flips || kind === "read" || kind === "about";
      if (was !== is && counts) touched.set(key, [was, is]);
    }
    return { touched, isUndone: false };
  }

  undo(change: Change): void {
    if (change.touched.size === 0) return;
    const now = this.#flat();
    if (change.isUndone) throw new Refused();
    for (const [key, [was, is]] of change.touched) {
      const [kind, id] = key.split("/") as [string, string];
      if (["name", "color", "note", "place", "in"].includes(kind) && !now.has(`list/${id}`)) throw new Refused();
      if (now.get(key) !== is) throw new Refused();
      const name = kind === "name" ? was : kind === "list" && was !== undefined ? this.#find(id).name : undefined;
      if (name !== undefined && this.present.some((list) => list.id !== id && list.name === name)) throw new Refused();
    }
    for (const [key, [was]] of change.touched) this.#set(key, was);
    change.isUndone = true;
  }

  create(name: string, color: string, papers: readonly ModelPaper[], at: string): void {
    this.#requireFree(name, "");
    const place = this.#newSlot(this.order, undefined);
    const list: ModelList = {
      id: `l${++this.#made}`,
      name,
      color,
      note: "",
      isDeleted: false,
      slots: [],
      papers: new Map(),
      place,
    };
    this.lists.push(list);
    for (const { id, title } of papers) {
      if (!list.papers.has(id)) list.papers.set(id, { slot: this.#newSlot(list.slots, undefined), title, addedAt: at });
    }
  }

  edit(list: ModelList, fields: { name?: string; color?: string; note?: string }): void {
    if (fields.name !== undefined) this.#requireFree(fields.name, list.id);
    Object.assign(list, fields);
  }

  move(list: ModelList, before: string | null): void {
    const order = this.present;
    const anchor = order
      .slice(
        Math.max(
          0,
          order.findIndex(({ id }) => id === before),
        ),
      )
      .find((each) => each !== list);
    const target = order.some(({ id }) => id === before) ? anchor : undefined;
    const rest = order.filter((each) => each !== list);
    rest.splice(target === undefined ? rest.length : rest.indexOf(target), 0, list);
    if (rest.every((each, i) => each === order[i])) return;
    list.place = this.#newSlot(this.order, target?.place);
  }

  take(
    list: ModelList,
    add: readonly ModelPaper[],
    remove: readonly string[],
    before: string | null | undefined,
    at: string,
  ) {
    for (const id of remove) list.papers.delete(id);
    const wanted = add.filter(({ id }, i) => add.findIndex((other) => other.id === id) === i);
    const placed = wanted.filter(({ id }) => before !== undefined || !list.papers.has(id));
    const order = this.papersOf(list);
    const from = order.indexOf(before ?? "");
    const anchor = from < 0 ? undefined : order.slice(from).find((id) => !placed.some((paper) => paper.id === id));
    const rest = order.filter((id) => !placed.some((paper) => paper.id === id));
    rest.splice(anchor === undefined ? rest.length : rest.indexOf(anchor), 0, ...placed.map(({ id }) => id));
    if (rest.length === order.length && rest.every((id, i) => id === order[i])) return;
    for (const { id, title } of placed) {
      const slot = this.#newSlot(list.slots, anchor === undefined ? undefined : list.papers.get(anchor)?.slot);
      list.papers.set(id, { title, addedAt: at, ...list.papers.get(id), slot });
    }
  }

  mark(id: string, fields: { read?: boolean; note?: string }, at: string): void {
    const mark = this.marks.get(id) ?? { readAt: undefined, note: "" };
    const readAt = fields.read === undefined ? mark.readAt : fields.read ? (mark.readAt ?? at) : undefined;
    this.marks.set(id, { readAt, note: fields.note ?? mark.note });
  }

  #find(id: string): ModelList {
    return this.lists.find((list) => list.id === id)!;
  }

  #requireFree(name: string, own: string): void {
    if (this.present.some((list) => list.id !== own && list.name === name)) throw new Refused();
  }

  #newSlot(slots: number[], before: number | undefined): number {
    const slot = ++this.#slots;
    slots.splice(before === undefined ? slots.length : slots.indexOf(before), 0, slot);
    return slot;
  }

  #flat(): Map<Key, string> {
    const flat = new Map<Key, string>();
    for (const list of this.present) {
      const { id, name, color, note, papers, place } = list;
      for (const [paper, membership] of papers) flat.set(`in/${id}/${paper}`, JSON.stringify(membership));
      const all = [...papers].map(([paper, { slot }]) => [paper, slot]).sort();
      flat.set(`list/${id}`, JSON.stringify([name, color, note, all]));
      for (const [kind, value] of Object.entries({ name, color, note, place }))
        flat.set(`${kind}/${id}`, String(value));
    }
    for (const [id, { readAt, note }] of this.marks) {
      if (readAt !== undefined) flat.set(`read/${id}`, readAt);
      if (note !== "") flat.set(`about/${id}`, note);
    }
    return flat;
  }

  #set(key: Key, value: string | undefined): void {
    const [kind, id, paper] = key.split("/") as [string, string, string];
    const mark = this.marks.get(id) ?? { readAt: undefined, note: "" };
    if (kind === "read") this.marks.set(id, { ...mark, readAt: value });
    else if (kind === "about") this.marks.set(id, { ...mark, note: value ?? "" });
    else if (kind === "list") this.#find(id).isDeleted = value === undefined;
    else if (kind === "place") this.#find(id).place = Number(value);
    else if (kind !== "in") Object.assign(this.#find(id), { [kind]: value });
    else if (value === undefined) this.#find(id).papers.delete(paper);
    else this.#find(id).papers.set(paper, JSON.parse(value));
  }
}
