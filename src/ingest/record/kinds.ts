import type { WorkKind } from "../../core/index.ts";

/** What BibTeX, RIS, CSL-JSON, Zotero, OpenAlex, Crossref, Semantic Scholar and catalogues call each kind of work, in
 *  small letters and without anything between them. */
const NAMES: Readonly<Record<WorkKind, string>> = {
  article:
    "article journalarticle articlejournal articlemagazine articlenewspaper magazinearticle jour jfull ejour mgzn " +
    "review reviewarticle letter editorial shortsurvey",
  conference:
    "conference inproceedings conferencepaper paperconference proceedingsarticle conf cpaper proceedingspaper",
  book: "book mvbook collection mvcollection proceedings edbook edboo booklet monograph ebook",
  chapter: "chapter incollection inbook suppbook bookchapter booksection chap echap",
  thesis: "thesis phdthesis mastersthesis dissertation thes doctoralthesis",
  report: "report techreport rprt technicalreport",
  preprint: "preprint unpublished unpb manuscript postedcontent workingpaper",
  dataset: "dataset data datapaper",
  software: "software computerprogram comp code",
};
const KINDS = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) => names.split(" ").map((name) => [name, kind as WorkKind] as const)),
);
const MAX_NAME = 60;

/** The kind of a work by a name that some program has for it; undefined where the name tells nothing. */
export function parseKind(name: unknown): WorkKind | undefined {
  if (typeof name !== "string" || name.length > MAX_NAME) return undefined;
  return KINDS.get(name.toLowerCase().replace(/[^a-z]/g, ""));
}
