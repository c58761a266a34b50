import type { SearchState } from "../location.ts";
import { Icon } from "./icons.tsx";

interface ChipsProps {
  readonly search: SearchState;
  readonly onChange: (more: Partial<SearchState>) => void;
}

interface Chip {
  readonly name: string;
  readonly without: Partial<SearchState>;
}

/** The filters that are set, each with a button that takes it off. */
export function Chips({ search, onChange }: ChipsProps) {
  const chips = chipsOf(search);
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label="Filters that are set">
      {chips.map(({ name, without }) => (
        <li key={name}>
          <button type="button" class="chip" aria-label={`Remove the filter ${name}`} onClick={() => onChange(without)}>
            <bdi>{name}</bdi>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
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
