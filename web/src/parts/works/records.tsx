import { useState } from "preact/hooks";
import type { PaperAnswer, SourceRecord } from "../../../../src/wire/index.ts";
import { useDecision } from "../../hooks/use-decision.ts";
import { useRequest } from "../../hooks/use-request.ts";
import { paperPath } from "../../location.ts";
import { useWritable } from "../../reading/hooks.ts";
import { fetchRecords, mergePapers, splitPaper } from "../../works.ts";
import { Notice } from "../notice.tsx";
import { RichText } from "../rich-text.tsx";
import "../../styles/works.css";

/** Fields in the words of the page; those that are not here need no naming. */
const FIELDS: Readonly<Record<string, string>> = {
  title: "title",
  abstract: "abstract",
  authors: "authors",
  year: "year",
  venue: "venue",
  categories: "categories",
  arxivId: "arXiv id",
  doi: "DOI",
  published: "date",
  citations: "citations",
};
const MOST_AUTHORS = 3;

interface RecordsProps {
  readonly paper: PaperAnswer;
  /** Called when the paper is another by now. */
  readonly onChanged: () => void;
}

/** What each source says of a paper and why it was taken to be of it, with a way to take that back. */
export function Records({ paper, onChanged }: RecordsProps) {
  const { id, records: count = 1 } = paper;
  const [isOpen, setIsOpen] = useState(false);
  const [parted, setParted] = useState<{ readonly from: string; readonly id: string }>();
  const writable = useWritable();
  const { pending, problem, decide } = useDecision();
  const request = useRequest(isOpen ? `records ${id} ${count} ${paper.updatedAt}` : undefined, (signal) =>
    fetchRecords(id, signal),
  );
  const other = parted?.from === id ? parted.id : undefined;
  const split = (number: number) =>
    decide(async () => {
      const change = await splitPaper(id, [number]);
      setParted({ from: id, id: change.other ?? "" });
      onChanged();
    });
  const mergeAgain = (from: string) =>
    decide(async () => {
      await mergePapers(id, from);
      setParted(undefined);
      onChanged();
    });
  if (count < 2 && other === undefined) return null;
  const records = request.answer?.id === id ? request.answer.records : [];
  return (
    <section class="records" aria-label="Sources">
      {other !== undefined && (
        <p class="note" role="status">
          <a href={paperPath(other)}>The other record</a> is a paper of its own now.{" "}
          <button type="button" class="unfold" disabled={pending} onClick={() => mergeAgain(other)}>
            Undo
          </button>
        </p>
      )}
      {count > 1 && (
        <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
          <summary>From {count} records</summary>
          {request.error !== undefined && <Notice error={request.error} onRetry={request.retry} />}
          <ol>
            {records.map((record) => (
              <li class="record" key={record.number}>
                <RecordText record={record} title={paper.title} />
                {writable && record.number > 0 && (
                  <button type="button" class="button" disabled={pending} onClick={() => split(record.number)}>
                    Not this paper<span class="unseen">: record from {record.source}</span>
                  </button>
                )}
              </li>
            ))}
          </ol>
        </details>
      )}
      {problem !== undefined && (
        <p class="note" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function RecordText({ record, title }: { readonly record: SourceRecord; readonly title: string }) {
  const { source, reason, gives, authors, venue, year, arxivId, doi } = record;
  const names = authors.length > MOST_AUTHORS ? [...authors.slice(0, MOST_AUTHORS), "et al."] : authors;
  const facts = [names.join(", "), venue, year, arxivId, doi].filter((fact) => fact !== undefined && fact !== "");
  const given = gives.flatMap((field) => FIELDS[field] ?? []);
  return (
    <div class="record-text">
      <p class="record-head">
        <bdi>{source}</bdi> <span class="quiet">{reason}</span>
      </p>
      {record.title !== title && (
        <p class="record-title" dir="auto">
          <RichText text={record.title} />
        </p>
      )}
      {facts.length > 0 && <p dir="auto">{facts.join(" · ")}</p>}
      {given.length > 0 && <p class="quiet">Gives {given.join(", ")}</p>}
    </div>
  );
}
