import { type ArxivId, arxivIdOfDoi, type PaperRecord, parseArxivId, parseDoi } from "../../core/index.ts";
import { cleanField } from "../clean.ts";
import { firstPresent, isObject, type JsonObject } from "./json.ts";
import { parseUrl } from "./links.ts";

const MAX_ID = 300;
/** Browsers take these for steps in a path, so that no address could name the paper. */
const PATH_STEPS = [".", ".."];

type Identity = Pick<PaperRecord, "id" | "arxivId" | "arxivVersion" | "doi" | "url">;

/** Every identifier that a record carries, in canonical form. An arXiv id found anywhere (its own field, the id, the
 *  DOI, the link) counts, and the highest version that is named with it; the DOI that arXiv itself gives to a paper is
 *  only another spelling of its arXiv id. */
export function parseIdentity(record: JsonObject): Identity {
  const given = firstPresent(record, "id", "_id");
  const ownId = idText(given);
  const ownArxiv = typeof given === "string" ? parseArxivId(given) : undefined;
  const ownArxivId = ownArxiv?.id;
  const doiText = asText(firstPresent(record, "doi", "DOI"));
  const url = parseUrl(asText(record["url"]));
  const doi = parseDoi(doiText) ?? parseDoi(ownId) ?? parseDoi(url ?? "");
  const arxivText = asText(firstPresent(record, "arxivId", "arxiv_id"));
  const namedArxiv = arxivText === "" ? undefined : parseArxivId(arxivText);
  const linkedArxiv = url === undefined ? undefined : parseArxivId(url);
  const arxivId =
    namedArxiv?.id ?? ownArxivId ?? (doi === undefined ? undefined : arxivIdOfDoi(doi)) ?? linkedArxiv?.id;
  const version = latestVersion(record, [namedArxiv, ownArxiv, linkedArxiv], arxivId);
  const publisherDoi = doi === undefined || arxivIdOfDoi(doi) !== undefined ? undefined : doi;
  const id = ownArxivId ?? parseDoi(ownId) ?? ownId;
  return {
    ...(id === "" || PATH_STEPS.includes(id) ? {} : { id }),
    ...(arxivId === undefined ? {} : { arxivId }),
    ...(version === undefined ? {} : { arxivVersion: version }),
    ...(publisherDoi === undefined ? {} : { doi: publisherDoi }),
    ...(url === undefined ? {} : { url }),
  };
}

/** Numbers become text but are never read as arXiv ids: 2401.10000 has lost its zeros on the way. */
function idText(value: unknown): string {
  return typeof value === "number" ? String(value) : cleanField(asText(value), MAX_ID);
}

/** What the ids say that name this paper, the list of versions of the arXiv snapshot, and our own field. */
function latestVersion(
  record: JsonObject,
  found: readonly (ArxivId | undefined)[],
  arxivId: string | undefined,
): number | undefined {
  if (arxivId === undefined) return undefined;
  const listed: readonly unknown[] = Array.isArray(record["versions"]) ? record["versions"] : [];
  const last = listed.at(-1);
  const named = [record["arxivVersion"], isObject(last) ? last["version"] : undefined].map(versionIn);
  const known = [...found.map((arxiv) => (arxiv?.id === arxivId ? arxiv.version : undefined)), ...named];
  const versions = known.filter((version) => version !== undefined);
  return versions.length === 0 ? undefined : Math.max(...versions);
}

/** 1 to 9999 of `v3`, `3` or 3. */
function versionIn(value: unknown): number | undefined {
  const digits = /^v?([1-9]\d{0,3})$/.exec(typeof value === "number" ? String(value) : asText(value).trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
