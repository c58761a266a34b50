/** A name that a topic could have. */
export interface NameOption {
  readonly name: string;
  /** What it says, a key for each phrase: only one topic may have a key. */
  readonly keys: readonly string[];
  readonly score: number;
}

/** Gives every topic the best of its names (which come best first) that no other topic has better use for: a name that
 *  two want goes to the one it fits better, as in the deferred acceptance of Gale and Shapley (1962). Undefined for a
 *  topic whose names are all taken. */
export function assignNames(options: readonly (readonly NameOption[])[]): (NameOption | undefined)[] {
  const next = options.map(() => 0);
  const holder = new Map<string, number>();
  const held = options.map((): NameOption | undefined => undefined);
  const free = options.map((_, topic) => topic).reverse();
  for (let topic = free.pop(); topic !== undefined; topic = free.pop()) {
    const option = options[topic]![next[topic]!++];
    if (option === undefined) continue;
    const rivals = new Set(option.keys.flatMap((key) => holder.get(key) ?? []));
    if (![...rivals].every((rival) => beats(option, topic, held[rival]!, rival))) {
      free.push(topic);
      continue;
    }
    for (const rival of rivals) {
      for (const key of held[rival]!.keys) holder.delete(key);
      held[rival] = undefined;
      free.push(rival);
    }
    for (const key of option.keys) holder.set(key, topic);
    held[topic] = option;
  }
  return held;
}

function beats(option: NameOption, topic: number, other: NameOption, rival: number): boolean {
  return option.score > other.score || (option.score === other.score && topic < rival);
}
