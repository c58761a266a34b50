import { useEffect, useState } from "preact/hooks";
import { copyText } from "../../clipboard.ts";
import { paperPath } from "../../location.ts";
import { say } from "../../reading/toasts.ts";
import { Icon } from "../icons.tsx";

const SHOWN_FOR_MS = 3_000;

/** Copies the address of a paper's page, and says so in its place. */
export function CopyLink({ id }: { readonly id: string }) {
  const [copied, setCopied] = useState(0);
  useEffect(() => {
    if (copied === 0) return;
    const timer = setTimeout(() => setCopied(0), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const address = new URL(paperPath(id), location.href).href;
    if (await copyText(address)) setCopied(copied + 1);
    else say({ text: `The link: ${address}` });
  };
  return (
    <>
      <button type="button" class="button copy-link" onClick={() => void copy()}>
        <Icon name={copied > 0 ? "check" : "link"} />
        <span class="copy-link-words">
          <span class={copied > 0 ? "kept-room" : undefined}>Copy link</span>
          {copied > 0 && <span>Copied</span>}
        </span>
      </button>
      <span class="unseen" role="status">
        {copied > 0 && "Copied the link."}
      </span>
    </>
  );
}
