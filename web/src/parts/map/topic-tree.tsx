import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../icons.tsx";
import { pathName, type TopicIndex } from "./topic-index.ts";
import { findTopics, openedTowards, type TopicRow, topicRows } from "./topic-rows.ts";

interface TopicTreeProps {
  readonly topics: TopicIndex;
  readonly colors: readonly string[];
  /** The place of the selected topic. */
  readonly selected: number | undefined;
  readonly onSelect: (place: number) => void;
}

const WITH_FINDER_FROM = 12;

/** The topics as a tree with one stop of the Tab key: arrows walk, open and close, Enter selects. */
export function TopicTree({ topics, colors, selected, onSelect }: TopicTreeProps) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(() => openedTowards(topics, new Set(), selected));
  const [wanted, setWanted] = useState("");
  const [focused, setFocused] = useState<number>();
  const tree = useRef<HTMLDivElement>(null);
  const finding = wanted.trim() !== "";
  const rows = useMemo(
    () => (finding ? findTopics(topics, wanted) : topicRows(topics, opened)),
    [topics, opened, finding, wanted],
  );

  useEffect(() => setOpened((before) => openedTowards(topics, before, selected)), [topics, selected]);
  useLayoutEffect(() => {
    if (selected === undefined) return;
    setFocused(selected);
    tree.current?.querySelector(`[data-place="${selected}"]`)?.scrollIntoView({ block: "nearest" });
  }, [selected, opened]);

  const toggle = (place: number, open: boolean) => {
    setOpened((before) => {
      const after = new Set(before);
      if (open) after.add(place);
      else after.delete(place);
      return after;
    });
  };
  const walkTo = (row: TopicRow | undefined) => {
    if (row === undefined) return;
    setFocused(row.place);
    tree.current?.querySelector<HTMLElement>(`[data-place="${row.place}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent, at: number, row: TopicRow) => {
    const parent = rows.slice(0, at).findLast(({ depth }) => depth < row.depth);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") walkTo(rows[at + 1]);
    else if (event.key === "ArrowUp") walkTo(rows[at - 1]);
    else if (event.key === "Home") walkTo(rows[0]);
    else if (event.key === "End") walkTo(rows.at(-1));
    else if (event.key === "ArrowRight")
      row.open === false ? toggle(row.place, true) : walkTo(row.open ? rows[at + 1] : row);
    else if (event.key === "ArrowLeft") row.open === true ? toggle(row.place, false) : walkTo(parent);
    else if (event.key === "Enter" || event.key === " ") onSelect(row.place);
    else return;
    event.preventDefault();
  };
  const stop = rows.some(({ place }) => place === focused) ? focused : rows[0]?.place;

  return (
    <>
      {topics.topics.length >= WITH_FINDER_FROM && (
        <input
          class="facet-finder"
          type="text"
          aria-label="Find a topic"
          placeholder="Find a topic…"
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <div ref={tree} class="topic-tree" role="tree" aria-label="Topics">
        {rows.map((row, at) => (
          <div
            key={row.place}
            class="topic-row"
            role="treeitem"
            data-place={row.place}
            tabIndex={row.place === stop ? 0 : -1}
            aria-level={row.depth + 1}
            aria-posinset={row.position}
            aria-setsize={row.siblings}
            aria-expanded={row.open}
            aria-selected={row.place === selected}
            title={finding ? pathName(topics, row.place) : topics.topics[row.place]?.name}
            style={{ paddingInlineStart: `${row.depth * 0.9}rem` }}
            onKeyDown={(event) => onKey(event, at, row)}
            onClick={() => {
              setFocused(row.place);
              onSelect(row.place);
            }}
          >
            <TopicChevron row={row} onToggle={toggle} />
            <span class="topic-dot" style={{ background: colors[row.place] ?? "var(--soft)" }} />
            <bdi class="topic-name">{topics.topics[row.place]?.name}</bdi>
            <span class="map-count">{topics.topics[row.place]?.size.toLocaleString("en")}</span>
          </div>
        ))}
      </div>
      {finding && rows.length === 0 && <p class="map-quiet">No topic has that in its name.</p>}
    </>
  );
}

interface TopicChevronProps {
  readonly row: TopicRow;
  readonly onToggle: (place: number, open: boolean) => void;
}

/** For the pointer; the keyboard has the arrows. */
function TopicChevron({ row, onToggle }: TopicChevronProps) {
  return (
    <span
      class={row.open === true ? "topic-chevron open" : "topic-chevron"}
      aria-hidden="true"
      onClick={(event) => {
        if (row.open === undefined) return;
        event.stopPropagation();
        onToggle(row.place, !row.open);
      }}
    >
      {row.open !== undefined && <Icon name="chevron" />}
    </span>
  );
}
