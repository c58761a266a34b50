import { useState } from "preact/hooks";
import { EXPORT_FORMATS, type Exported, exportCounts, exportPath, MOST_EXPORTED } from "../../export.ts";
import { Icon } from "../icons.tsx";
import { Popover } from "../reading/popover.tsx";
import { moveWithArrows } from "./menu.ts";

interface ExportMenuProps {
  readonly what: Exported;
  /** What the button says to those who do not see it; it begins with "Export". */
  readonly label: string;
  /** How many papers there are, as far as they are counted. */
  readonly total: number;
  /** Every paper is more or less among them, the best first: then a part is offered first. */
  readonly isRanked?: boolean;
}

const OFFERED_OF_RANKED = 100;

/** A button that opens the formats in which papers can be saved, and how many of them. */
export function ExportMenu(props: ExportMenuProps) {
  return (
    <Popover
      class="button export-button"
      label={props.label}
      button={
        <>
          <Icon name="download" />
          <span aria-hidden="true">Export</span>
        </>
      }
    >
      {(close) => <ExportPanel {...props} onSaved={close} />}
    </Popover>
  );
}

function ExportPanel({ what, total, isRanked = false, onSaved }: ExportMenuProps & { readonly onSaved: () => void }) {
  const counts = exportCounts(total);
  const all = counts.at(-1) ?? 0;
  const offered = isRanked ? (counts.find((count) => count >= OFFERED_OF_RANKED) ?? all) : all;
  const [chosen, setChosen] = useState(offered);
  const count = counts.includes(chosen) ? chosen : offered;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the links, which have the keyboard
    <div class="menu" onKeyDown={moveWithArrows}>
      {counts.length > 1 && (
        <label class="menu-count">
          Papers
          <select value={count} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
            {counts.map((each) => (
              <option key={each} value={each}>
                {each < all || total >= MOST_EXPORTED ? "the first " : "all "}
                {each.toLocaleString("en")}
              </option>
            ))}
          </select>
        </label>
      )}
      <ul class="menu-formats">
        {EXPORT_FORMATS.map(({ format, name, extension }, i) => (
          <li key={format}>
            <a
              class="menu-format"
              href={exportPath(what, format, count < all ? { k: count } : {})}
              data-first={i === 0 ? "" : undefined}
              download
              onClick={onSaved}
            >
              {name} <span class="menu-ending">.{extension}</span>
            </a>
          </li>
        ))}
      </ul>
      {total >= MOST_EXPORTED && (
        <p class="menu-note">
          A file ends after {MOST_EXPORTED.toLocaleString("en")} papers; filters make fewer of them.
        </p>
      )}
    </div>
  );
}
