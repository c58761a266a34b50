import type { CitedPaper, Digest } from "../../cite/index.ts";
import { counted } from "../../core/index.ts";
import type { DigestAnswer, DigestReason, Paper } from "../../wire/index.ts";
import { growthInWords } from "../map/growth.ts";

/** A digest in words, for those who write it. */
export function digestInWords({ since, arrived, suited, growing, groups, notes }: DigestAnswer): Digest {
  const day = since.slice(0, 10);
  const forYou =
    suited === undefined ? "" : `, ${suited === 0 ? "none" : suited.toLocaleString("en-US")} of them for you`;
  return {
    title: `New papers since ${day}`,
    lead: `${counted(arrived, "paper")} came in${forYou}.`,
    notes: [...(growing.length === 0 ? [] : [growthInWords(growing)]), ...(arrived === 0 ? [] : notes)],
    groups: groups.map(({ topic, papers }) => ({
      name: topic?.name ?? (groups.length === 1 ? "New papers" : "Outside all topics"), // one: there may be no map
      papers: papers.map((paper) => ({ paper: citedFrom(paper), reasons: reasonsInWords(paper.reasons) })),
    })),
  };
}

/** Why a paper is there, a sentence for each reason; saved searches share one. */
export function reasonsInWords(reasons: readonly DigestReason[]): string[] {
  const searches = reasons.flatMap((reason) => (reason.kind === "search" ? [reason.saved.name] : []));
  const answers = `Answers your saved ${searches.length === 1 ? "search" : "searches"} ${searches.join(", ")}.`;
  return [
    ...reasons.flatMap((reason) => (reason.kind === "near" ? [nearInWords(reason)] : [])),
    ...(searches.length === 0 ? [] : [answers]),
    ...reasons.flatMap((reason) =>
      reason.kind === "unlike" ? [`Unlike all that came before; the nearest is “${reason.paper.title}”.`] : [],
    ),
  ];
}

function nearInWords({ paper, lists }: Extract<DigestReason, { kind: "near" }>): string {
  const names = lists.map(({ name }) => name).join(", ");
  const where =
    names === "" ? ", which you have read or like" : ` in your ${lists.length === 1 ? "list" : "lists"} ${names}`;
  return `Near “${paper.title}”${where}.`;
}

function citedFrom({ id, title, abstract, authors, categories, year, venue, arxivId, doi, url }: Paper): CitedPaper {
  return {
    ...{ id, title, abstract, authors, categories },
    ...(year === undefined ? {} : { year }),
    ...(venue === undefined ? {} : { venue }),
    ...(arxivId === undefined ? {} : { arxivId }),
    ...(doi === undefined ? {} : { doi }),
    ...(url === undefined ? {} : { url }),
  };
}
