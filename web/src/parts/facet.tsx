import { useState } from "preact/hooks";
import type { ShownCount } from "../facets.ts";

interface FacetProps {
  readonly title: string;
  /** What the library has, in the order in which it is shown. */
  readonly values: readonly ShownCount[];
  readonly selected: readonly string[];
  readonly onChange: (selected: string[]) => void;
  /** How many values make it worth showing. */
  readonly least?: number;
}

const SHOWN_AT_FIRST = 6;
const WITH_FINDER_FROM = 16;

/** A list of values to tick; several ticked ones mean any of them. */
export function Facet({ title, values, selected, onChange, least = 2 }: FacetProps) {
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState("");
  if (values.length < least && selected.length === 0) return null;
  const missing = selected.filter((value) => !values.some((known) => known.value === value));
  const all: readonly ShownCount[] = [...missing.map((value) => ({ value, count: undefined })), ...values];
  const matching = all.filter(({ value, name = value }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const shown = opened ? matching : all.filter(({ value }, i) => i < SHOWN_AT_FIRST || selected.includes(value));
  const toggle = (value: string) => {
    onChange(selected.includes(value) ? selected.filter((other) => other !== value) : [...selected, value]);
  };
  return (
    <fieldset class="facet">
      <legend>{title}</legend>
      {opened && all.length >= WITH_FINDER_FROM && (
        <input
          class="facet-finder"
          type="text"
          aria-label={`Find a ${title.toLowerCase()}`}
          placeholder="Find…"
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <div class={opened ? "facet-values opened" : "facet-values"}>
        {shown.map(({ value, name = value, color, count }) => (
          <label key={value} class="facet-value">
            <input type="checkbox" checked={selected.includes(value)} onChange={() => toggle(value)} />
            {color !== undefined && <span class="list-dot" data-color={color} />}
            <bdi class="facet-name" title={name}>
              {name}
            </bdi>
            <span class="facet-count">{count?.toLocaleString("en")}</span>
          </label>
        ))}
      </div>
      {all.length > SHOWN_AT_FIRST && (
        <button type="button" class="unfold" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {opened ? "Fewer" : `All ${all.length}`}
        </button>
      )}
    </fieldset>
  );
}
