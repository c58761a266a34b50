import type { ListColor } from "../../../../src/wire/index.ts";
import { COLORS } from "../../reading/colors.ts";

interface ColorChoiceProps {
  readonly color: ListColor;
  readonly onChoose: (color: ListColor) => void;
}

/** The colours that a list can have. */
export function ColorChoice({ color, onChoose }: ColorChoiceProps) {
  return (
    <fieldset class="color-choice">
      <legend class="unseen">Colour</legend>
      {COLORS.map((known) => (
        <label key={known} data-color={known} title={known}>
          <input
            type="radio"
            name="list-color"
            aria-label={known}
            checked={known === color}
            onChange={() => onChoose(known)}
          />
          <span class="list-dot" />
        </label>
      ))}
    </fieldset>
  );
}
