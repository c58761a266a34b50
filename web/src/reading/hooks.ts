import { useLayoutEffect, useState } from "preact/hooks";
import type { ListName } from "./changes.ts";
import { reading } from "./page.ts";
import { markOf, type PaperMark } from "./state.ts";
import type { ReadingStore } from "./store.ts";

const NO_LISTS: readonly ListName[] = [];

/** What is read from the store; the component is drawn again only when that is another value. */
export function useReading<Value>(read: (store: ReadingStore) => Value): Value {
  const [, setValue] = useState<{ readonly value: Value }>();
  const value = read(reading);
  useLayoutEffect(() => {
    const listener = () => {
      const next = read(reading);
      if (!Object.is(next, value)) setValue({ value: next });
    };
    listener(); // it may have changed between drawing and here
    return reading.listen(listener);
  });
  return value;
}

/** Whether the reader may change lists and marks: false until that is known, and on servers that take no changes. */
export function useWritable(): boolean {
  return useReading(({ state }) => state?.writable === true);
}

/** The mark of a paper; undefined where it has none. */
export function useMark(id: string): PaperMark | undefined {
  return useReading(({ state }) => state?.marks.get(id));
}

export function useLists(): readonly ListName[] {
  return useReading(({ state }) => state?.lists ?? NO_LISTS);
}

/** Names and colours of the lists that a paper is in; drawn again only when one of these changes. */
export function useListsOf(id: string): readonly Pick<ListName, "id" | "name" | "color">[] {
  const text = useReading(({ state }) => {
    const ids = state === undefined ? [] : markOf(state, id).lists;
    if (state === undefined || ids.length === 0) return "";
    const lists = state.lists.filter((list) => ids.includes(list.id));
    return JSON.stringify(lists.map(({ id, name, color }) => ({ id, name, color })));
  });
  return text === "" ? [] : JSON.parse(text);
}
