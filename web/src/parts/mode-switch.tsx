import type { SearchMode } from "../../../src/wire/index.ts";

interface ModeSwitchProps {
  readonly mode: SearchMode;
  readonly onChange: (mode: SearchMode) => void;
}

const MODES: readonly { readonly mode: SearchMode; readonly name: string; readonly hint: string }[] = [
  { mode: "hybrid", name: "Hybrid", hint: "Rank by words and meaning together" },
  { mode: "lexical", name: "Words", hint: "Papers that contain the words" },
  { mode: "semantic", name: "Meaning", hint: "Papers that say something similar" },
];

export function ModeSwitch({ mode, onChange }: ModeSwitchProps) {
  return (
    <fieldset class="modes">
      <legend class="unseen">Search by</legend>
      {MODES.map(({ mode: value, name, hint }) => (
        <label key={value} class="mode" title={hint}>
          <input type="radio" name="mode" value={value} checked={mode === value} onChange={() => onChange(value)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
