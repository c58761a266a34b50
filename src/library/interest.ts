import { dot } from "../core/index.ts";

/** A paper that a reader keeps or has read, as a sign of what they care for. */
export interface Member {
  readonly row: number;
  /** Unit vector; zeros where it has no meaning. */
  readonly vector: Float32Array;
}

/** How near a paper is to what a reader cares for. */
export interface Affinity {
  /** Mean of its highest cosine similarities to members, -1 to 1. */
  readonly score: number;
  /** The member that it is nearest to. */
  readonly near: Member;
}

/** One near member may be chance, the mean of all is nothing where interests differ: three are a reason. */
const NEAREST = 3;

/** How near a vector is to some papers, however different they are among themselves: the mean of its three highest
 *  similarities, fewer where there are fewer members. Undefined without members. */
export function affinityTo(members: readonly Member[], vector: Float32Array): Affinity | undefined {
  let near: Member | undefined;
  const highest: number[] = []; // descending
  for (const member of members) {
    const similarity = dot(member.vector, vector);
    if (near === undefined || similarity > (highest[0] ?? 0)) near = member;
    const place = highest.findIndex((other) => similarity > other);
    if (place >= 0) highest.splice(place, 0, similarity);
    else if (highest.length < NEAREST) highest.push(similarity);
    if (highest.length > NEAREST) highest.pop();
  }
  if (near === undefined) return undefined;
  return { score: highest.reduce((sum, similarity) => sum + similarity, 0) / highest.length, near };
}
