import type { Lexicon, LocatedWord } from "../static/index.ts";

/** A paper, or a query as an abstract without a title. */
export interface ExplainableText {
  readonly title: string;
  readonly abstract: string;
}

type Field = "title" | "abstract";

/** A word of a text, and how much of each of its tokens is in the text's vector. */
export interface WeightedWord {
  /** Undefined for what the model puts before the text. */
  readonly field: Field | undefined;
  /** [start, end) in UTF-16 units of its field. */
  readonly start: number;
  readonly end: number;
  readonly ids: readonly number[];
  readonly weight: number;
}

/** A text as a static model sees it: vector = Σ over words, Σ over tokens, of weight · vector of the token. */
export interface Composition {
  readonly words: readonly WeightedWord[];
  /** Of unit length; zeros for a text of which the model knows nothing. */
  readonly vector: Float64Array;
}

/** Takes the vector of a text apart into its words. With a `titleShare` the title's own vector is drawn in, as it is
 *  done with papers: (ŵ + share · t̂) at unit length, with ŵ the unit vector of the whole text and t̂ that of its title. */
export function compose(
  lexicon: Lexicon,
  { title, abstract }: ExplainableText,
  { prefix, titleShare }: { readonly prefix: string; readonly titleShare: number },
): Composition {
  const whole = lexicon.wordsOf(prefix + joined({ title, abstract }));
  const titleEnd = prefix.length + title.length;
  const abstractStart = titleEnd + (title === "" ? 0 : 1);
  const isOfTitle = ({ start }: LocatedWord) => start < titleEnd;
  const all = summed(lexicon, whole);
  const heading = titleShare === 0 ? undefined : summed(lexicon, whole.filter(isOfTitle));
  const headingFactor = titleShare * (heading?.factor ?? 0);
  const vector = new Float64Array(lexicon.dimension);
  addTo(vector, all.sum, all.factor);
  if (heading !== undefined) addTo(vector, heading.sum, headingFactor);
  const factor = factorOf(vector);
  const [plain, inTitle] = [factor * all.factor, factor * (all.factor + headingFactor)];
  const words = whole.map(({ start, end, ids }): WeightedWord => {
    if (start >= titleEnd) {
      return { field: "abstract", start: start - abstractStart, end: end - abstractStart, ids, weight: plain };
    }
    if (start < prefix.length) return { field: undefined, start: 0, end: 0, ids, weight: inTitle };
    return { field: "title", start: start - prefix.length, end: end - prefix.length, ids, weight: inTitle };
  });
  for (let i = 0; i < vector.length; i++) vector[i] = factor * (vector[i] ?? 0);
  return { words, vector };
}

/** A text as one: title and abstract, or what there is of them. */
export function joined({ title, abstract }: ExplainableText): string {
  return title === "" || abstract === "" ? title + abstract : `${title}\n${abstract}`;
}

/** The sum of the words' vectors, and what brings it to unit length; 0 where there is nothing but unknown words. */
function summed(lexicon: Lexicon, words: readonly LocatedWord[]): { sum: Float64Array; factor: number } {
  const counts = new Map<number, number>();
  for (const { ids } of words) for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const sum = new Float64Array(lexicon.dimension);
  for (const [id, count] of counts) lexicon.add(id, count, sum);
  const isKnown = [...counts.keys()].some((id) => !lexicon.isUnknown(id));
  return { sum, factor: isKnown ? factorOf(sum) : 0 };
}

/** sum += factor · vector */
function addTo(sum: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (vector[i] ?? 0);
}

/** What brings a vector to unit length; 0 for zeros. */
function factorOf(vector: Float64Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return squares === 0 ? 0 : 1 / Math.sqrt(squares);
}
