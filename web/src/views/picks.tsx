import { useMemo, useState } from "preact/hooks";
import { fetchPicks } from "../api.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useScroll } from "../hooks/use-scroll.ts";
import { useTitle } from "../hooks/use-title.ts";
import { Notice } from "../parts/notice.tsx";
import { DiversityDial } from "../parts/picks/diversity-dial.tsx";
import { PickCard } from "../parts/picks/pick-card.tsx";
import { TasteSeeds } from "../parts/picks/taste-seeds.tsx";
import { WordPanel } from "../parts/picks/word-panel.tsx";
import { scaleOf } from "../parts/score.tsx";
import { SkeletonHits } from "../parts/skeleton.tsx";
import { useReading } from "../reading/hooks.ts";
import { markOf } from "../reading/state.ts";
import { amend, type Place } from "../router.ts";
import type { TasteState } from "../taste-location.ts";
import { formatTaste } from "../taste-location.ts";
import "../styles/picks.css";

interface PicksViewProps {
  readonly taste: TasteState;
  readonly place: Place;
}

/** Papers that the reader may like: for what they keep, or for some likes and dislikes. They stay as they were asked for
 *  while the reader judges them; what is not interesting goes at once. */
export function PicksView({ taste, place }: PicksViewProps) {
  const [asked, setAsked] = useState(0);
  const parameters = formatTaste(taste).toString();
  const request = useRequest(`${asked} ${parameters}`, (signal) => fetchPicks(parameters, signal));
  const { answer, pending, error, retry } = request;
  const isOwn = taste.like.length + taste.dislike.length === 0 && taste.q.trim() === "";
  const state = useReading((store) => store.state);
  const hits = answer?.hits ?? [];
  const scale = useMemo(() => scaleOf(hits), [hits]);
  useTitle(isOwn ? "For you" : "More like these");
  useScroll(place, answer !== undefined && !pending);
  const opinionOf = (id: string) => (state === undefined ? undefined : markOf(state, id).opinion);
  const judged = hits.filter(({ id }) => opinionOf(id) !== undefined).length;
  const change = (more: Partial<TasteState>) => amend({ view: "picks", taste: { ...taste, ...more } });
  return (
    <div class="columns picks">
      <h1>{isOwn ? "For you" : "More like these"}</h1>
      {!isOwn && answer !== undefined && <TasteSeeds seeds={answer.seeds} taste={taste} onChange={change} />}
      {error !== undefined && <Notice error={error} onRetry={retry} />}
      {answer?.notes.map((note) => (
        <p key={note} class="quiet" dir="auto">
          {note}
        </p>
      ))}
      <div class="picks-tools">
        <DiversityDial value={taste.diversity ?? answer?.diversity} onChange={(diversity) => change({ diversity })} />
        {answer !== undefined && answer.words.length > 0 && (
          <WordPanel words={answer.words} taste={taste} onChange={change} />
        )}
      </div>
      <section aria-label="Papers" aria-busy={pending}>
        <h2 class="unseen">Papers</h2>
        {answer === undefined && pending && <SkeletonHits count={5} />}
        <ol class={pending ? "hits stale" : "hits"}>
          {hits
            .filter(({ id }) => opinionOf(id) !== "disliked")
            .map((hit) => (
              <PickCard key={hit.id} hit={hit} scale={scale} taste={isOwn ? undefined : taste} onChange={change} />
            ))}
        </ol>
        {judged > 0 && isOwn && (
          <p class="more">
            <button type="button" class="button" disabled={pending} onClick={() => setAsked(asked + 1)}>
              Learn from {judged === 1 ? "what you judged" : `the ${judged} that you judged`}
            </button>
          </p>
        )}
      </section>
    </div>
  );
}
