import { useRef } from "preact/hooks";
import type { ListMember } from "../../../src/wire/index.ts";
import { useFeeds } from "../hooks/use-feeds.ts";
import { useReorder } from "../hooks/use-reorder.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useScroll } from "../hooks/use-scroll.ts";
import { useTitle } from "../hooks/use-title.ts";
import { formatRoute, listPath } from "../location.ts";
import { ListHead } from "../parts/lists/list-head.tsx";
import { ListTools } from "../parts/lists/list-tools.tsx";
import { MemberRow } from "../parts/lists/member-row.tsx";
import { Recommended } from "../parts/lists/recommended.tsx";
import { Notice } from "../parts/notice.tsx";
import { NoteField } from "../parts/reading/note-field.tsx";
import { SkeletonHits } from "../parts/skeleton.tsx";
import { fetchList } from "../reading/api.ts";
import { useReading } from "../reading/hooks.ts";
import { reading } from "../reading/page.ts";
import type { Place } from "../router.ts";

interface ListViewProps {
  readonly id: string;
  readonly unread: boolean;
  readonly place: Place;
}

/** One list: its papers in the reader's order, its note, and what goes with them. */
export function ListView({ id, unread, place }: ListViewProps) {
  const epoch = useReading((store) => store.epoch);
  const request = useRequest(`list ${id} ${epoch}`, (signal) => fetchList(id, signal).then(keep));
  const list = useReading((store) => store.list(id));
  const state = useReading((store) => store.state);
  const isGone = request.error?.status === 404 || (state !== undefined && !state.lists.some((one) => one.id === id));
  useTitle(list?.name ?? "List");
  useFeeds(`Papers for ${list?.name ?? ""}`, list === undefined ? undefined : "list", `id=${encodeURIComponent(id)}`);
  useScroll(place, list !== undefined);
  const writable = state?.writable === true;
  const isRead = (member: ListMember) => state?.marks.get(member.id)?.read === true;
  const shown = (list?.papers ?? []).filter((member) => !unread || !isRead(member));
  if (isGone) return <GoneList />;
  return (
    <div class="columns list">
      {request.error !== undefined && <Notice error={request.error} onRetry={request.retry} />}
      {list === undefined && request.pending && <SkeletonHits count={5} />}
      {list !== undefined && (
        <>
          <ListHead list={list} writable={writable} />
          <NoteField subject={{ of: "list", id }} label="Note" placeholder="What this list is for" known={list.note} />
          <ListTools list={list} unread={unread} />
          {list.papers.length === 0 && <EmptyList />}
          {list.papers.length > 0 && shown.length === 0 && (
            <p class="quiet list-none">
              Everything in this list is read. <a href={listPath(id)}>Show all</a>
            </p>
          )}
          <Members list={id} members={shown} writable={writable} />
          <Recommended list={list} />
        </>
      )}
    </div>
  );
}

interface MembersProps {
  readonly list: string;
  readonly members: readonly ListMember[];
  readonly writable: boolean;
}

function Members({ list, members, writable }: MembersProps) {
  const rows = useRef<HTMLOListElement>(null);
  const move = (paper: string, before: string | null) => {
    reading.change({ kind: "papers", id: list, edit: { add: [paper], before } });
  };
  useReorder(rows, move);
  return (
    <ol ref={rows} class="members" aria-label="Papers in the list">
      {members.map((member) => (
        <MemberRow key={member.id} member={member} list={list} writable={writable} onMove={move} />
      ))}
    </ol>
  );
}

function keep(list: Awaited<ReturnType<typeof fetchList>>) {
  reading.open(list);
  return list;
}

function EmptyList() {
  return (
    <p class="quiet list-none">
      No papers yet. Press <kbd>s</kbd> on a paper anywhere, or its bookmark, and tick this list.
    </p>
  );
}

function GoneList() {
  return (
    <div class="columns list">
      <div class="nothing">
        <h1>No such list</h1>
        <p>
          It may have been deleted. <a href={formatRoute({ view: "lists" })}>To all lists</a>
        </p>
      </div>
    </div>
  );
}
