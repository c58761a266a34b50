import type { TopicMap } from "../map/index.ts";
import { foldText, type LexicalIndex, TextFinder, titleFit } from "../search/index.ts";
import type { Suggestion } from "../wire/index.ts";

export interface SuggestSources {
  readonly lexical: LexicalIndex;
  readonly map: TopicMap | undefined;
  readonly readTitle: (row: number) => { readonly id: string; readonly title: string } | undefined;
}

const MOST_PHRASES = 3;
const MOST_TOPICS = 2;
/** So many of the likeliest papers are looked at. */
const LIKELY = 100;
/** Who has typed more wants an answer, not a suggestion. */
const MAX_TYPED = 200;

/** What the typed beginning of a query may become: key phrases of the library, topics of the map, titles of papers. Of
 *  the papers those are looked at in whose titles the words are likeliest to be. */
export function suggestionsFor(typed: string, k: number, { lexical, map, readTitle }: SuggestSources): Suggestion[] {
  const folded = foldText(typed);
  if (folded.length < 2 || folded.length > MAX_TYPED) return [];
  const finders = map === undefined ? undefined : findersOf(map);
  const topics = new Map<string, Suggestion>(); // by name: of topics of one name on several levels the widest
  for (const at of finders?.topics.find(folded, 2 * MOST_TOPICS) ?? []) {
    const { id = "", name = "" } = map?.topics[at] ?? {};
    if (topics.size < MOST_TOPICS && !topics.has(name)) topics.set(name, { kind: "topic", text: name, id });
  }
  const named = new Set([folded, ...[...topics.keys()].map(foldText)]);
  const phrases = (finders?.phrases.find(folded, MOST_PHRASES + named.size) ?? [])
    .map((at): Suggestion => ({ kind: "phrase", text: finders?.texts[at] ?? "" }))
    .filter(({ text }) => !named.has(foldText(text)));
  const papers = lexical.likelyTitles(typed, LIKELY).flatMap((row) => {
    const paper = readTitle(row);
    const fit = paper === undefined ? undefined : titleFit(paper.title, folded);
    return paper === undefined || fit === undefined ? [] : [{ ...paper, fit }];
  });
  papers.sort((a, b) => a.fit - b.fit);
  return [
    ...phrases.slice(0, MOST_PHRASES),
    ...topics.values(),
    ...papers.map(({ id, title }): Suggestion => ({ kind: "paper", text: title, id })),
  ].slice(0, k);
}

interface Finders {
  readonly topics: TextFinder;
  readonly phrases: TextFinder;
  /** The phrases, those of most papers first. */
  readonly texts: readonly string[];
}

const findersByMap = new WeakMap<TopicMap, Finders>();

function findersOf(map: TopicMap): Finders {
  const known = findersByMap.get(map);
  if (known !== undefined) return known;
  const { phrases, papers } = map.phrases;
  const order = [...phrases.keys()].sort((a, b) => (papers[b] ?? 0) - (papers[a] ?? 0) || a - b);
  const texts = order.map((at) => phrases[at] ?? "");
  const topics = new TextFinder(map.topics.map(({ name }) => name));
  const finders = { topics, phrases: new TextFinder(texts), texts };
  findersByMap.set(map, finders);
  return finders;
}
