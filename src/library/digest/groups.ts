import type { DigestAnswer, DigestPaper } from "../../wire/index.ts";

type Group = DigestAnswer["groups"][number];

/** Papers by the top topic that they lie in, each group where its first paper stood; those of no topic come last. */
export function inGroups(papers: readonly DigestPaper[]): Group[] {
  const groups = new Map<string, Group>();
  for (const paper of papers) {
    const [topic] = paper.topics;
    const known = groups.get(topic?.id ?? "");
    if (known !== undefined) known.papers.push(paper);
    else groups.set(topic?.id ?? "", { ...(topic === undefined ? {} : { topic }), papers: [paper] });
  }
  const all = [...groups.values()];
  return [...all.filter(({ topic }) => topic !== undefined), ...all.filter(({ topic }) => topic === undefined)];
}
