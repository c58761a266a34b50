import { useMemo, useRef } from "preact/hooks";
import type { ListMember } from "../../../../src/wire/index.ts";
import { usePrinting } from "../../hooks/use-printing.ts";
import { focusBeside, type Move, step } from "../../hooks/use-reorder.ts";
import { paperPath } from "../../location.ts";
import { useMark } from "../../reading/hooks.ts";
import { reading } from "../../reading/page.ts";
import { clipText } from "../../tex/pieces.ts";
import { Facts } from "../facts.tsx";
import { authorsOf } from "../hit.tsx";
import { Icon } from "../icons.tsx";
import { PrintedLink } from "../printed-link.tsx";
import { MarkButtons } from "../reading/mark-buttons.tsx";
import { Popover } from "../reading/popover.tsx";
import { ReadFact } from "../reading/read-toggle.tsx";
import { RichText } from "../rich-text.tsx";

interface MemberRowProps {
  readonly member: ListMember;
  readonly list: string;
  readonly writable: boolean;
  readonly onMove: Move;
}

const SHOWN_TITLE_LENGTH = 400;
const SHOWN_NOTE_LENGTH = 600;

/** A paper in a list; drawn again only when something of it changes, not when others move. */
export function MemberRow({ member, list, writable, onMove }: MemberRowProps) {
  const row = useRef<HTMLLIElement>(null);
  const newestMove = useRef(onMove);
  newestMove.current = onMove;
  const isRead = useMark(member.id)?.read === true;
  const content = useMemo(() => {
    const move = (by: -1 | 1) => row.current !== null && step(row.current, by, newestMove.current);
    const toTop = () => {
      const first = row.current?.parentElement?.querySelector<HTMLElement>("li[data-id]")?.dataset["id"];
      if (first !== undefined && first !== member.id) newestMove.current(member.id, first);
    };
    const remove = () => {
      if (row.current !== null) focusBeside(row.current);
      reading.change({ kind: "papers", id: list, edit: { remove: [member.id] } });
    };
    return (
      <>
        {writable && (
          <span class="grip" title="Drag to another place" aria-hidden="true">
            <Icon name="grip" />
          </span>
        )}
        <MemberText member={member} />
        <div class="list-row-tools">
          <MarkButtons id={member.id} title={member.title} />
          {writable && (
            <Popover class="mark-button" label={`More: ${member.title}`} title="More" button={<Icon name="more" />}>
              {(close) => {
                const then = (act: () => void) => () => {
                  close();
                  act();
                };
                return (
                  <div class="row-menu">
                    <button type="button" onClick={then(() => move(-1))}>
                      Move up
                    </button>
                    <button type="button" onClick={then(() => move(1))}>
                      Move down
                    </button>
                    <button type="button" onClick={then(toTop)}>
                      Move to the top
                    </button>
                    <button type="button" onClick={then(remove)}>
                      Remove from the list
                    </button>
                  </div>
                );
              }}
            </Popover>
          )}
        </div>
      </>
    );
  }, [member, list, writable]);
  return (
    <li ref={row} class={isRead ? "member is-read" : "member"} data-id={member.id}>
      {content}
    </li>
  );
}

function MemberText({ member: { id, title, paper, note = "" } }: { readonly member: ListMember }) {
  const printing = usePrinting();
  return (
    <div class="member-text">
      <h2 class="hit-title" dir="auto">
        {paper === undefined ? (
          <RichText text={clipText(title, SHOWN_TITLE_LENGTH)} />
        ) : (
          <a href={paperPath(id)} data-stop>
            <RichText text={clipText(paper.title, SHOWN_TITLE_LENGTH)} />
          </a>
        )}
      </h2>
      {paper === undefined && <p class="hit-facts">No longer in this library</p>}
      {paper !== undefined && paper.authors.length > 0 && (
        <p class="hit-authors" dir="auto">
          {printing ? paper.authors.join(", ") : authorsOf(paper.authors)}
        </p>
      )}
      {paper !== undefined && (
        <p class="hit-facts">
          <Facts paper={paper} />
          {paper.titleOnly && <span>title only</span>}
          <ReadFact id={id} />
        </p>
      )}
      {note !== "" && (
        <p class="member-note" dir="auto">
          {printing ? note : clipText(note, SHOWN_NOTE_LENGTH)}
        </p>
      )}
      {printing && <PrintedLink paper={paper ?? { id }} />}
      {printing && paper !== undefined && !paper.titleOnly && (
        <p class="abstract-text" dir="auto">
          <RichText text={paper.abstract} block />
        </p>
      )}
    </div>
  );
}
