import { useMemo } from "preact/hooks";
import type { ReadingList, RecommendedAnswer } from "../../../../src/wire/index.ts";
import { useRequest } from "../../hooks/use-request.ts";
import { paperPath } from "../../location.ts";
import { fetchRecommended } from "../../reading/api.ts";
import { useReading, useWritable } from "../../reading/hooks.ts";
import { reading } from "../../reading/page.ts";
import { markOf } from "../../reading/state.ts";
import { clipText } from "../../tex/pieces.ts";
import { HitCard } from "../hit.tsx";
import { Notice } from "../notice.tsx";
import { RichText } from "../rich-text.tsx";
import { type ScoreScale, scaleOf } from "../score.tsx";
import { SkeletonHits } from "../skeleton.tsx";

type RecommendedHit = RecommendedAnswer["hits"][number];

const SHOWN_TITLE_LENGTH = 120;

/** Papers that go with those of a list, each with the one that it is nearest to. They stay as they were asked for while
 *  the list changes; those that are taken into it go. */
export function Recommended({ list }: { readonly list: ReadingList }) {
  const isEmpty = list.papers.length === 0;
  const key = isEmpty ? undefined : `recommended ${list.id}`;
  const { answer, pending, error, retry } = useRequest(key, (signal) => fetchRecommended(list.id, signal));
  const state = useReading((store) => store.state);
  const hits = answer?.hits ?? [];
  const scale = useMemo(() => scaleOf(hits), [hits]);
  if (isEmpty) return null;
  return (
    <section class="recommended" aria-labelledby="recommended-title" aria-busy={pending}>
      <h2 id="recommended-title">Recommended for this list</h2>
      {error !== undefined && <Notice error={error} onRetry={retry} />}
      {answer === undefined && pending && <SkeletonHits count={3} />}
      {answer?.note !== undefined && <p class="quiet">{answer.note}</p>}
      <ol class="hits">
        {hits
          .filter(({ id }) => state === undefined || !markOf(state, id).lists.includes(list.id))
          .map((hit) => (
            <RecommendedRow key={hit.id} hit={hit} list={list.id} lexical={scale.lexical} semantic={scale.semantic} />
          ))}
      </ol>
    </section>
  );
}

function RecommendedRow({ hit, list, lexical, semantic }: { hit: RecommendedHit; list: string } & ScoreScale) {
  const writable = useWritable();
  return useMemo(
    () => (
      <li>
        <HitCard hit={hit} kind="related" asked={{ paper: hit.near.id }} scale={{ lexical, semantic }} />
        <p class="recommended-why">
          <span>
            Near{" "}
            <a href={paperPath(hit.near.id)} dir="auto">
              <RichText text={clipText(hit.near.title, SHOWN_TITLE_LENGTH)} />
            </a>
          </span>
          {writable && (
            <button
              type="button"
              class="unfold"
              aria-label={`Add to the list: ${hit.title}`}
              onClick={() => reading.change({ kind: "papers", id: list, edit: { add: [hit.id] } })}
            >
              Add to the list
            </button>
          )}
        </p>
      </li>
    ),
    [hit, list, lexical, semantic, writable],
  );
}
