import { useState } from "preact/hooks";
import { fetchText } from "../../api.ts";
import { copyText } from "../../clipboard.ts";
import { EXPORT_FORMATS, exportPath, type FormatName } from "../../export.ts";
import { useRequest } from "../../hooks/use-request.ts";
import { Icon } from "../icons.tsx";
import { Popover } from "../reading/popover.tsx";
import { moveWithArrows } from "./menu.ts";

const FORMATS = EXPORT_FORMATS.slice(0, 4);

/** A button that opens the citation of a paper in several formats, to copy or to save. */
export function CiteMenu({ id }: { readonly id: string }) {
  return (
    <Popover
      class="button cite-button"
      label="Cite this paper"
      button={
        <>
          <Icon name="quote" />
          <span aria-hidden="true">Cite</span>
        </>
      }
    >
      {() => <CitePanel id={id} />}
    </Popover>
  );
}

function CitePanel({ id }: { readonly id: string }) {
  const [copied, setCopied] = useState<string>();
  const [uncopied, setUncopied] = useState<string>();
  const [failed, setFailed] = useState(false);
  // Asked for before anything is copied: browsers let a page copy for a moment after a click only.
  const texts = useRequest(id, (signal) =>
    Promise.all(FORMATS.map(({ format }) => fetchText(exportPath({ ids: [id] }, format, { inline: true }), signal))),
  );
  const copy = async ({ name }: FormatName, text: string | undefined) => {
    const isCopied = text !== undefined && (await copyText(text));
    setFailed(text === undefined);
    setCopied(isCopied ? name : undefined);
    setUncopied(isCopied ? undefined : text);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons, which have the keyboard
    <div class="menu" onKeyDown={moveWithArrows}>
      <ul>
        {FORMATS.map((each, i) => (
          <li key={each.format} class="menu-row">
            <span class="menu-name">{each.name}</span>
            <button type="button" class="menu-act" onClick={() => void copy(each, texts.answer?.[i])}>
              {copied === each.name ? "Copied" : "Copy"}
              <span class="unseen"> {each.name}</span>
            </button>
            <a class="menu-act" href={exportPath({ ids: [id] }, each.format)} download>
              Download<span class="unseen"> {each.name}</span>
            </a>
          </li>
        ))}
      </ul>
      <p class="unseen" role="status">
        {copied !== undefined && `Copied as ${copied}.`}
      </p>
      {failed && (
        <p class="menu-note" role="alert">
          {texts.error === undefined || texts.error.away
            ? "The server has not answered yet: nothing was copied."
            : texts.error.message}
        </p>
      )}
      {uncopied !== undefined && <Uncopied text={uncopied} />}
    </div>
  );
}

/** Where the page may not copy, the reader can. */
function Uncopied({ text }: { readonly text: string }) {
  return (
    <label class="menu-text">
      <span role="alert">The browser does not let this page copy. Copy it from here:</span>
      <textarea readOnly rows={6} value={text} ref={(field) => field?.select()} />
    </label>
  );
}
