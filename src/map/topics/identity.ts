/** Which topics of a new map are topics of an older one. */

/** Papers that both must share: this share of all papers that either has. */
const LEAST_OVERLAP = 0.4;

export interface KnownTopics {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly level: ArrayLike<number>;
  readonly members: readonly Uint32Array[];
}

/** For each new topic the place of the old topic that it continues, or -1: the one of its level that it overlaps most,
 *  each old topic continued once. Members are numbers that mean the same paper in both. */
export function continued(
  fresh: { readonly level: ArrayLike<number>; readonly members: readonly Uint32Array[] },
  old: Pick<KnownTopics, "level" | "members">,
): Int32Array {
  const holders = new Map<number, number[]>();
  for (const [topic, members] of old.members.entries()) {
    for (const paper of members) {
      const known = holders.get(paper);
      if (known === undefined) holders.set(paper, [topic]);
      else known.push(topic);
    }
  }
  const pairs: { topic: number; former: number; overlap: number }[] = [];
  for (const [topic, members] of fresh.members.entries()) {
    const shared = new Map<number, number>();
    for (const paper of members) {
      for (const former of holders.get(paper) ?? []) {
        if (old.level[former] === fresh.level[topic]) shared.set(former, (shared.get(former) ?? 0) + 1);
      }
    }
    for (const [former, both] of shared) {
      const overlap = both / (members.length + old.members[former]!.length - both);
      if (overlap >= LEAST_OVERLAP) pairs.push({ topic, former, overlap });
    }
  }
  pairs.sort((a, b) => b.overlap - a.overlap || a.topic - b.topic || a.former - b.former);
  const continues = new Int32Array(fresh.members.length).fill(-1);
  const taken = new Set<number>();
  for (const { topic, former } of pairs) {
    if (continues[topic] !== -1 || taken.has(former)) continue;
    continues[topic] = former;
    taken.add(former);
  }
  return continues;
}
