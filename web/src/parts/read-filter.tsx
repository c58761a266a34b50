import type { FacetsAnswer } from "../../../src/wire/index.ts";
import type { SearchState } from "../location.ts";

interface ReadFilterProps {
  /** Undefined where they are not known. */
  readonly counts: FacetsAnswer["read"] | undefined;
  readonly read: SearchState["read"];
  readonly onChange: (read: SearchState["read"]) => void;
}

const CHOICES = [
  ["no", "Unread only"],
  ["yes", "Read only"],
] as const;

/** Only what the reader has read, or only the rest; nothing for those who have marked no paper as read. */
export function ReadFilter({ counts, read, onChange }: ReadFilterProps) {
  if ((counts === undefined || counts.yes === 0) && read === undefined) return null;
  return (
    <fieldset class="facet">
      <legend>Reading</legend>
      <div class="facet-values">
        {CHOICES.map(([value, name]) => (
          <label key={value} class="facet-value">
            <input
              type="checkbox"
              checked={read === value}
              onChange={() => onChange(read === value ? undefined : value)}
            />
            <span class="facet-name">{name}</span>
            <span class="facet-count">{counts?.[value].toLocaleString("en")}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
