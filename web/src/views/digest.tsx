import type { DigestAnswer, SeenAnswer } from "../../../src/wire/index.ts";
import { fetchJson } from "../api.ts";
import { useFeeds } from "../hooks/use-feeds.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useScroll } from "../hooks/use-scroll.ts";
import { useTitle } from "../hooks/use-title.ts";
import { EMPTY_SEARCH, formatRoute } from "../location.ts";
import { GrowingTopics } from "../parts/daily/growing-topics.tsx";
import { DigestCard } from "../parts/digest/digest-card.tsx";
import { Notice } from "../parts/notice.tsx";
import { SkeletonHits } from "../parts/skeleton.tsx";
import { useReading, useWritable } from "../reading/hooks.ts";
import { reading } from "../reading/page.ts";
import { say } from "../reading/toasts.ts";
import { go, type Place } from "../router.ts";
import { digestLead } from "../saved/words.ts";
import "../styles/digest.css";

interface DigestViewProps {
  /** First day; undefined: where the last digest ended. */
  readonly since: string | undefined;
  readonly place: Place;
}

/** What came in for the reader since the last time. Looking at it moves nothing. */
export function DigestView({ since, place }: DigestViewProps) {
  const revision = useReading(({ state }) => state?.revision);
  const query = `since=${since ?? "last"}`;
  const request = useRequest(revision === undefined ? undefined : `digest ${query} ${revision}`, (signal) =>
    fetchJson<DigestAnswer>(`/api/digest?${query}`, signal),
  );
  const { answer, error, retry } = request;
  useTitle("Digest");
  useFeeds("Digest", "digest");
  useScroll(place, answer !== undefined);
  return (
    <div class={request.pending ? "columns digest stale" : "columns digest"}>
      <h1>Digest</h1>
      <p class="quiet digest-lead">{answer === undefined ? "\u00a0" : digestLead(answer)}</p>
      <Tools since={since} answer={answer} query={query} />
      {error !== undefined && <Notice error={error} onRetry={retry} />}
      {answer !== undefined && answer.notes.length > 0 && (
        <p class="note" dir="auto">
          {answer.notes.join(" ")}
        </p>
      )}
      {answer !== undefined && answer.growing.length > 0 && (
        <GrowingTopics growing={answer.growing} pathOf={topicPath} />
      )}
      {answer === undefined && error === undefined && <SkeletonHits count={4} />}
      {answer?.groups.map(({ topic, papers }) => (
        <section key={topic?.id ?? ""} class="digest-group">
          <h2 dir="auto">
            {topic === undefined ? outsideOf(answer.groups) : <a href={topicPath(topic.id)}>{topic.name}</a>}
          </h2>
          <ol class="hits">
            {papers.map((paper) => (
              <li key={paper.id}>
                <DigestCard paper={paper} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

interface ToolsProps {
  readonly since: string | undefined;
  readonly answer: DigestAnswer | undefined;
  readonly query: string;
}

/** Since when, what to take it along as, and that it has been read. */
function Tools({ since, answer, query }: ToolsProps) {
  const writable = useWritable();
  const seen = async (upTo: number) => {
    const init = { method: "POST", body: JSON.stringify({ upTo }), headers: { "content-type": "application/json" } };
    try {
      const { revision } = await fetchJson<SeenAnswer>("/api/digest/seen", new AbortController().signal, init);
      say({ text: "The next digest begins here." });
      reading.heard(revision);
    } catch (error) {
      say({ text: `Not saved: ${error instanceof Error ? error.message : String(error)}` });
    }
  };
  return (
    <div class="digest-tools">
      <label class="digest-since">
        Since
        <input
          type="date"
          value={since ?? answer?.since.slice(0, 10) ?? ""}
          onChange={({ currentTarget: { value } }) => go({ view: "digest", ...(value === "" ? {} : { since: value }) })}
        />
      </label>
      {since !== undefined && <a href="/digest">Since the last digest</a>}
      <span class="digest-files">
        <a class="button" href={`/api/digest?${query}&format=markdown`} download>
          Markdown
        </a>
        <a class="button" href={`/api/digest?${query}&format=html`} download>
          HTML
        </a>
        {writable && answer?.continues && answer.arrived > 0 && (
          <button
            type="button"
            class="button"
            title="These count as read: the next digest shows what comes in from now on"
            onClick={() => void seen(answer.upTo)}
          >
            Begin the next one here
          </button>
        )}
      </span>
    </div>
  );
}

function topicPath(topic: string): string {
  return formatRoute({ view: "search", search: { ...EMPTY_SEARCH, topics: [topic] } });
}

/** What papers of no topic stand under: without a map all are such. */
function outsideOf(groups: DigestAnswer["groups"]): string {
  return groups.length === 1 ? "New papers" : "Outside all topics";
}
