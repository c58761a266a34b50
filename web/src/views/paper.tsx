import { useEffect, useRef } from "preact/hooks";
import type { PaperAnswer } from "../../../src/wire/index.ts";
import { fetchPaper, fetchRelated } from "../api.ts";
import { factsOf } from "../facts.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useScroll } from "../hooks/use-scroll.ts";
import { useTitle } from "../hooks/use-title.ts";
import { EMPTY_SEARCH } from "../location.ts";
import { CiteMenu } from "../parts/cite/cite-menu.tsx";
import { CopyLink } from "../parts/cite/copy-link.tsx";
import { Facts } from "../parts/facts.tsx";
import { Icon } from "../parts/icons.tsx";
import { Keywords } from "../parts/keywords.tsx";
import { Listings } from "../parts/listings.tsx";
import { Notice } from "../parts/notice.tsx";
import { OnMap } from "../parts/on-map.tsx";
import { OutLinks } from "../parts/out-links.tsx";
import { PaperAuthors, PaperTitle } from "../parts/paper-head.tsx";
import { PrintedLink } from "../parts/printed-link.tsx";
import { MarkButtons } from "../parts/reading/mark-buttons.tsx";
import { PaperLists } from "../parts/reading/paper-lists.tsx";
import { PaperNote } from "../parts/reading/paper-note.tsx";
import { HitList } from "../parts/results.tsx";
import { RichText } from "../parts/rich-text.tsx";
import { SkeletonHits } from "../parts/skeleton.tsx";
import { Records } from "../parts/works/records.tsx";
import { goBack, type Place } from "../router.ts";

const RELATED = 12;

/** Papers seen lately, so that going back to one is instant. */
const seen = new Map<string, PaperAnswer>();
const KEPT_PAPERS = 100;

interface PaperViewProps {
  readonly id: string;
  readonly place: Place;
}

export function PaperView({ id, place }: PaperViewProps) {
  const request = useRequest(`paper ${id}`, (signal) => seen.get(id) ?? fetchPaper(id, signal).then(keep));
  const related = useRequest(`related ${id}`, (signal) => fetchRelated(id, RELATED, signal));
  const paper = request.answer;
  useTitle(paper?.title ?? "");
  useScroll(place, paper !== undefined && !related.pending);
  return (
    <div class="columns paper-view">
      <button type="button" class="back" onClick={() => goBack({ view: "search", search: EMPTY_SEARCH })}>
        <Icon name="back" />
        Back
      </button>
      {request.error?.status === 404 && <UnknownPaper id={id} />}
      {request.error !== undefined && request.error.status !== 404 && (
        <Notice error={request.error} onRetry={request.retry} />
      )}
      {paper === undefined && request.pending && <SkeletonHits count={1} />}
      {paper !== undefined && (
        <PaperText paper={paper} focusTitle={!place.returning} onChanged={() => startAnew(request.retry)} />
      )}
      {paper !== undefined && (
        <section class="related" aria-labelledby="related-title" aria-busy={related.pending}>
          <h2 id="related-title">Related papers</h2>
          {related.error !== undefined && <Notice error={related.error} onRetry={related.retry} />}
          {related.answer === undefined && related.pending && <SkeletonHits count={3} />}
          {related.answer?.hits.length === 0 && <p class="quiet">No other paper in this library is near this one.</p>}
          {related.answer !== undefined && <HitList hits={related.answer.hits} kind="related" paper={id} />}
        </section>
      )}
    </div>
  );
}

interface PaperTextProps {
  readonly paper: PaperAnswer;
  readonly focusTitle: boolean;
  readonly onChanged: () => void;
}

function PaperText({ paper, focusTitle, onChanged }: PaperTextProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusTitle) title.current?.focus({ preventScroll: true }); // so that screen readers begin with the paper
  }, [focusTitle]);
  return (
    <article class="paper">
      <PaperTitle text={paper.title} heading={title} />
      {paper.authors.length > 0 && <PaperAuthors authors={paper.authors} />}
      {(factsOf(paper).length > 0 || paper.retracted) && (
        <p class="hit-facts paper-facts">
          <Facts paper={paper} />
        </p>
      )}
      <PrintedLink paper={paper} />
      <OutLinks paper={paper} />
      <div class="paper-actions">
        <MarkButtons id={paper.id} title={paper.title} inWords />
        <CiteMenu id={paper.id} />
        <CopyLink id={paper.id} />
      </div>
      <PaperLists id={paper.id} />
      <OnMap paper={paper} />
      {paper.titleOnly ? (
        <p class="note">Title only: the library has no abstract of this paper, so its place here rests on its title.</p>
      ) : (
        <p class="paper-abstract" dir="auto">
          <RichText text={paper.abstract} block />
        </p>
      )}
      <Keywords words={paper.keywords} />
      <PaperNote id={paper.id} />
      <Listings paper={paper} />
      <Records paper={paper} onChanged={onChanged} />
    </article>
  );
}

function UnknownPaper({ id }: { readonly id: string }) {
  return (
    <div class="nothing">
      <h1>No such paper</h1>
      <p>
        This library has no paper with the id <code dir="auto">{id.slice(0, 200)}</code>.
      </p>
      <p>
        <a href="/">Go to the start page</a>
      </p>
    </div>
  );
}

/** Asks for a paper anew, which has become another; so may those that it was merged with or taken from. */
function startAnew(ask: () => void): void {
  seen.clear();
  ask();
}

function keep(paper: PaperAnswer): PaperAnswer {
  if (paper.topics.length === 0) return paper; // the map may be ready next time
  seen.set(paper.id, paper);
  for (const oldest of seen.keys()) {
    if (seen.size <= KEPT_PAPERS) break;
    seen.delete(oldest);
  }
  return paper;
}
