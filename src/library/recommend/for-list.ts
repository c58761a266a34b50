import { quoted } from "../../reading/index.ts";
import type { RecommendAnswer, RecommendedAnswer } from "../../wire/index.ts";
import type { ReadingDesk } from "../reading/reading-desk.ts";
import type { RecommendRequest } from "./recommend-desk.ts";

/** How unlike each other papers for a list are: nobody asks it of a list. */
const DIVERSITY = 0.1;

/** Papers for a list: like those in it, newer ones counting more, neither in it nor read, each with the one that it is
 *  nearest to. Throws AppError("not-found") for a list that is not there. */
export async function papersForList(
  name: string,
  k: number,
  reading: ReadingDesk,
  recommend: (request: RecommendRequest) => Promise<RecommendAnswer>,
): Promise<RecommendedAnswer> {
  const begun = performance.now();
  const { list, members } = reading.dated(name);
  const like = [`list:${list.id}`];
  const answer =
    members.length === 0 ? undefined : await recommend({ like, diversity: DIVERSITY, explore: "0", k, read: "no" });
  const isLearned = answer !== undefined && answer.learnedFrom.liked > 0;
  const hits = (isLearned ? answer.hits : []).flatMap(({ near, because: _because, explores: _explores, ...hit }) => {
    return near === undefined ? [] : [{ ...hit, near }];
  });
  const note = hits.length > 0 ? {} : { note: whyNone(list, isLearned) };
  return { list, hits, tookMs: performance.now() - begun, ...note };
}

function whyNone({ name, count }: { readonly name: string; readonly count: number }, isLearned: boolean): string {
  if (count === 0) return `The list ${quoted(name)} is empty: papers in it say what to look for.`;
  if (!isLearned) return `No paper of the list ${quoted(name)} has a vector: there is nothing to compare with.`;
  return "All papers of this library are in the list or read.";
}
