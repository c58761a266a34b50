import type { SearchSort } from "../../../src/wire/index.ts";

interface SortSwitchProps {
  readonly sort: SearchSort;
  readonly onChange: (sort: SearchSort) => void;
}

/** What stands first: the most relevant papers, or the newest of them. */
export function SortSwitch({ sort, onChange }: SortSwitchProps) {
  return (
    <label class="sort">
      <span class="sort-name">Sort</span>
      <select
        aria-label="Sort by"
        value={sort}
        onChange={(event) => onChange(event.currentTarget.value === "date" ? "date" : "relevance")}
      >
        <option value="relevance">by relevance</option>
        <option value="date">newest first</option>
      </select>
    </label>
  );
}
