import { arxivIdOfDoi, type PaperRecord, parseArxivId, parseDoi } from "../../core/index.ts";
import { cleanField } from "../clean.ts";
import { firstPresent, type JsonObject } from "./json.ts";

const MAX_ID = 300;
const MAX_URL = 2000;
/** Browsers take these for steps in a path, so that no address could name the paper. */
const PATH_STEPS = [".", ".."];

type Identity = Pick<PaperRecord, "id" | "arxivId" | "doi" | "url">;

/** Every identifier that a record carries, in canonical form. An arXiv id found anywhere (its own field, the id, the
 *  DOI, the link) counts; the DOI that arXiv itself gives to a paper is only another spelling of its arXiv id. */
export function parseIdentity(record: JsonObject): Identity {
  const given = firstPresent(record, "id", "_id");
  const ownId = idText(given);
  const ownArxivId = parseArxivId(asText(given))?.id;
  const doiText = asText(firstPresent(record, "doi", "DOI"));
  const url = parseUrl(asText(record["url"]));
  const doi = [doiText, ownId, url ?? ""].map(parseDoi).find((found) => found !== undefined);
  const arxivId =
    parseArxivId(asText(firstPresent(record, "arxivId", "arxiv_id")))?.id ??
    ownArxivId ??
    (doi === undefined ? undefined : arxivIdOfDoi(doi)) ??
    parseArxivId(url ?? "")?.id;
  const publisherDoi = doi === undefined || arxivIdOfDoi(doi) !== undefined ? undefined : doi;
  const id = ownArxivId ?? parseDoi(ownId) ?? ownId;
  return {
    ...(id === "" || PATH_STEPS.includes(id) ? {} : { id }),
    ...(arxivId === undefined ? {} : { arxivId }),
    ...(publisherDoi === undefined ? {} : { doi: publisherDoi }),
    ...(url === undefined ? {} : { url }),
  };
}

/** Numbers become text but are never read as arXiv ids: 2401.10000 has lost its zeros on the way. */
function idText(value: unknown): string {
  return typeof value === "number" ? String(value) : cleanField(asText(value), MAX_ID);
}

/** A web address; others (a script, a file) are not kept. */
function parseUrl(text: string): string | undefined {
  const url = text.trim();
  return url.length <= MAX_URL && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
