import { arxivText } from "./arxiv-text.ts";
import { isObject, type JsonObject } from "./json.ts";

const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})(?:$|T00:00:00(?:\.0+)?Z$)/;
/** Where the day of the daily papers begins. */
const NEW_YORK = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York", dateStyle: "short" });

/** True for an entry of the daily papers or of a search, and for one paper, as the Hugging Face API gives them. */
export function isHuggingFaceRecord(record: JsonObject): boolean {
  const paper = record["paper"];
  if (isObject(paper)) return "id" in paper && ("title" in paper || "title" in record);
  return "summary" in record && ("upvotes" in record || "discussionId" in record || "submittedOnDailyAt" in record);
}

/** The record in our own fields. Its own date is that of the paper inside: beside it stands when it was listed. Its
 *  keywords are those that a model of Hugging Face gives to papers; authors' keywords it has none. */
export function fromHuggingFace(record: JsonObject): JsonObject {
  const paper = paperIn(record);
  const either = (name: string) => plain(paper[name] ?? record[name]);
  const authors = paper["authors"];
  return {
    id: paper["id"],
    title: either("title"),
    abstract: either("summary"),
    authors: Array.isArray(authors) ? authors.filter((author: unknown) => !isHidden(author)) : authors,
    published: paper["publishedAt"],
    doi: paper["doi"],
    keywords: paper["ai_keywords"] ?? record["ai_keywords"],
    links: [
      { kind: "code", url: webAddress(paper["githubRepo"] ?? record["githubRepo"]) },
      { kind: "page", url: webAddress(paper["projectPage"] ?? record["projectPage"]) },
      { kind: "discussion", url: discussionOf(paper) },
    ],
    retracted: typeof (paper["withdrawnAt"] ?? record["withdrawnAt"]) === "string",
  };
}

/** The day on which an entry of the daily papers was listed, YYYY-MM-DD: what `submittedOnDailyAt` says, which is the
 *  midnight of that day in UTC or, in older answers, a moment, whose day in New York counts. Undefined without it. */
export function dailyDay(record: JsonObject): string | undefined {
  const at = paperIn(record)["submittedOnDailyAt"] ?? record["submittedOnDailyAt"];
  if (typeof at !== "string") return undefined;
  const day = MIDNIGHT.exec(at)?.[1];
  const moment = Date.parse(at);
  if (Number.isNaN(moment)) return undefined;
  return day ?? NEW_YORK.format(moment);
}

function paperIn(record: JsonObject): JsonObject {
  const paper = record["paper"];
  return isObject(paper) ? paper : record;
}

/** Some leave the scheme out. */
function webAddress(value: unknown): unknown {
  return typeof value === "string" && /^[\w-]+(?:\.[\w-]+)+\//.test(value) ? `https://${value}` : value;
}

/** The page where readers of Hugging Face talk about the paper. */
function discussionOf(paper: JsonObject): string | undefined {
  const { id } = paper;
  return typeof id === "string" && /^\d{4}\.\d{4,5}$/.test(id) ? `https://huggingface.co/papers/${id}` : undefined;
}

function isHidden(author: unknown): boolean {
  return isObject(author) && author["hidden"] === true;
}

function plain(value: unknown): unknown {
  return typeof value === "string" ? arxivText(value) : value;
}
