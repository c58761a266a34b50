import type { ListColor } from "../../../src/wire/index.ts";
import { useTopicName } from "../hooks/use-map-topic-name.ts";
import type { SearchState } from "../location.ts";
import { useLists } from "../reading/hooks.ts";
import { Icon } from "./icons.tsx";

interface ChipsProps {
  readonly search: SearchState;
  readonly onChange: (more: Partial<SearchState>) => void;
}

interface Chip {
  readonly name: string;
  readonly without: Partial<SearchState>;
}

const MAX_SHOWN_ID = 40;

/** The filters that are set, each with a button that takes it off. */
export function Chips({ search, onChange }: ChipsProps) {
  const chips = chipsOf(search);
  if (chips.length + search.topics.length + search.lists.length === 0) return null;
  return (
    <ul class="chips" aria-label="Filters that are set">
      {search.topics.map((id) => (
        <TopicChip
          key={id}
          id={id}
          onRemove={() => onChange({ topics: search.topics.filter((other) => other !== id) })}
        />
      ))}
      {search.lists.map((id) => (
        <ListChip key={id} id={id} onRemove={() => onChange({ lists: search.lists.filter((other) => other !== id) })} />
      ))}
      {chips.map(({ name, without }) => (
        <ChipButton key={name} name={name} onRemove={() => onChange(without)} />
      ))}
    </ul>
  );
}

function TopicChip({ id, onRemove }: { readonly id: string; readonly onRemove: () => void }) {
  return <ChipButton name={`topic: ${useTopicName(id) ?? id.slice(0, MAX_SHOWN_ID)}`} onRemove={onRemove} />;
}

function ListChip({ id, onRemove }: { readonly id: string; readonly onRemove: () => void }) {
  const list = useLists().find((known) => known.id === id || known.name === id);
  return (
    <ChipButton name={`list: ${list?.name ?? id.slice(0, MAX_SHOWN_ID)}`} color={list?.color} onRemove={onRemove} />
  );
}

interface ChipButtonProps {
  readonly name: string;
  readonly color?: ListColor | undefined;
  readonly onRemove: () => void;
}

function ChipButton({ name, color, onRemove }: ChipButtonProps) {
  return (
    <li>
      <button type="button" class="chip" aria-label={`Remove the filter ${name}`} onClick={onRemove}>
        {color !== undefined && <span class="list-dot" data-color={color} />}
        <bdi>{name}</bdi>
        <Icon name="close" />
      </button>
    </li>
  );
}

function chipsOf(search: SearchState): Chip[] {
  const chips: Chip[] = [];
  const { yearFrom, yearTo, listedFrom, listedTo } = search;
  if (yearFrom !== undefined || yearTo !== undefined) {
    chips.push({ name: rangeName("", yearFrom, yearTo), without: { yearFrom: undefined, yearTo: undefined } });
  }
  if (listedFrom !== undefined || listedTo !== undefined) {
    chips.push({
      name: rangeName("listed ", listedFrom, listedTo),
      without: { listedFrom: undefined, listedTo: undefined },
    });
  }
  if (search.read !== undefined) {
    chips.push({ name: search.read === "yes" ? "read" : "unread", without: { read: undefined } });
  }
  if (search.area !== undefined) chips.push({ name: "area of the map", without: { area: undefined } });
  for (const key of ["categories", "venues", "sources"] as const) {
    for (const value of search[key]) {
      chips.push({ name: value, without: { [key]: search[key].filter((other) => other !== value) } });
    }
  }
  return chips;
}

function rangeName<Value extends string | number>(of: string, from: Value | undefined, to: Value | undefined): string {
  if (from === to) return `${of}${from}`;
  if (from === undefined) return `${of}to ${to}`;
  if (to === undefined) return `${of}from ${from}`;
  return `${of}${from} – ${to}`;
}
