import type { ExplainAnswer } from "../../../src/wire/index.ts";
import { fetchExplanation } from "../api.ts";
import { dayName } from "../dates.ts";
import { useRequest } from "../hooks/use-request.ts";
import { stretchesOf, strongestOf } from "../why.ts";
import { Notice } from "./notice.tsx";
import { RichText } from "./rich-text.tsx";
import type { Asked } from "./why.tsx";
import "../styles/why.css";

type Text = ExplainAnswer["a"];

const SHOWN_PAIRS = 3;
/** A pair of sentences is worth showing from this part of the similarity on. */
const LEAST_OF_PAIR = 0.04;
/** So much of a text is shown. */
const SHOWN_LENGTH = 4_000;

/** What a hit has in common with the paper or the query that it is there for. */
export function WhyPanel({ asked, paper }: { readonly asked: Asked; readonly paper: string }) {
  const key = JSON.stringify([asked, paper]);
  const { answer, error, retry } = useRequest(key, (signal) => fetchExplanation(asked, paper, signal));
  if (error !== undefined) return <Notice error={error} onRetry={retry} />;
  if (answer === undefined) return <p class="why-waiting quiet">Looking …</p>;
  return <Explanation answer={answer} />;
}

function Explanation({ answer }: { readonly answer: ExplainAnswer }) {
  const { a, b, similarity, exact, pairs } = answer;
  const strongest = strongestOf(answer);
  const isQuery = a.id === undefined;
  const matching = isQuery && a.sentences.length === 1 ? withOnlySentence(b) : pairs;
  const shown = matching.slice(0, SHOWN_PAIRS).filter(({ share }) => share >= LEAST_OF_PAIR * similarity);
  return (
    <>
      <Summary answer={answer} />
      {shown.length > 0 && (
        <div class="why-pairs">
          <p class="why-head">{isQuery ? "Your words" : "The other paper"}</p>
          <p class="why-head">This paper</p>
          {shown.map((pair, i) => (
            <div key={`${pair.a} ${pair.b}`} class="why-pair">
              {i > 0 && shown[i - 1]?.a === pair.a ? (
                <span />
              ) : (
                <Sentence text={a} place={pair.a} strongest={strongest} />
              )}
              <Sentence text={b} place={pair.b} strongest={strongest} />
            </div>
          ))}
        </div>
      )}
      {exact && (
        <details class="why-texts">
          <summary>Word by word</summary>
          <p class="quiet">
            The stronger a word is marked, the more it adds to the similarity. The words of either text add up to all of
            it.
          </p>
          <div class="why-pair">
            <Whole text={a} strongest={strongest} />
            <Whole text={b} strongest={strongest} />
          </div>
        </details>
      )}
    </>
  );
}

/** A short query has one sentence, which every sentence of the paper may answer. */
function withOnlySentence({ sentences }: Text): ExplainAnswer["pairs"] {
  return sentences.map(({ share }, b) => ({ a: 0, b, share })).sort((x, y) => y.share - x.share);
}

function Summary({ answer }: { readonly answer: ExplainAnswer }) {
  const { similarity, exact, phrases, topics, authors, lists, listings } = answer;
  const partOf = (share: number) => (share > 0 && similarity > 0 ? ` ${Math.round((share / similarity) * 100)} %` : "");
  const strongest = [...phrases].sort((x, y) => y.share - x.share);
  const pages = listings.map(({ name, date }) => (date === undefined ? name : `${name} (${dayName(date)})`));
  return (
    <dl class="why-summary">
      <Row name="Similarity">
        {similarity.toFixed(2)}
        {phrases.length > 0 && ", of which "}
        {strongest.map(({ text, share }, i) => (
          <span key={text}>
            {i > 0 && ", "}
            <bdi class="why-phrase">{text}</bdi>
            <span class="quiet">{partOf(share)}</span>
          </span>
        ))}
        {!exact && <span class="quiet">. This model cannot be taken apart: what follows is an estimate.</span>}
      </Row>
      {topics.length > 0 && <Row name="Both in">{topics.map(({ name }) => name).join(" › ")}</Row>}
      {authors.length > 0 && <Row name="Both by">{authors.join(", ")}</Row>}
      {lists.length > 0 && <Row name="Both in your list">{lists.map(({ name }) => name).join(", ")}</Row>}
      {pages.length > 0 && <Row name="Both on">{pages.join(", ")}</Row>}
    </dl>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

interface MarkedProps {
  readonly text: Text;
  readonly strongest: number;
}

function Sentence({ text, place, strongest }: MarkedProps & { readonly place: number }) {
  const sentence = text.sentences[place];
  if (sentence === undefined) return null;
  const [start, end] = sentence.span;
  return (
    <p class={sentence.field === "title" ? "why-text why-title" : "why-text"} dir="auto">
      <Marked
        text={text}
        field={sentence.field}
        span={[start, Math.min(end, start + SHOWN_LENGTH)]}
        strongest={strongest}
      />
    </p>
  );
}

function Whole({ text, strongest }: MarkedProps) {
  return (
    <div class="why-text" dir="auto">
      {text.title !== "" && (
        <p class="why-title">
          <Marked
            text={text}
            field="title"
            span={[0, Math.min(text.title.length, SHOWN_LENGTH)]}
            strongest={strongest}
          />
        </p>
      )}
      <p>
        <Marked
          text={text}
          field="abstract"
          span={[0, Math.min(text.abstract.length, SHOWN_LENGTH)]}
          strongest={strongest}
        />
      </p>
    </div>
  );
}

interface MarkedFieldProps extends MarkedProps {
  readonly field: "title" | "abstract";
  readonly span: readonly [number, number];
}

function Marked({ text, field, span, strongest }: MarkedFieldProps) {
  return (
    <>
      {stretchesOf(text, field, span, strongest).map(({ text: stretch, strength }, i) =>
        strength === 0 ? (
          <RichText key={i} text={stretch} />
        ) : (
          <mark key={i} class="why-word" data-strength={strength}>
            {stretch}
          </mark>
        ),
      )}
    </>
  );
}
