import { mulberry32 } from "../../src/core/index.ts";

/** A record as an input file has it. */
export interface Fields {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly year?: number;
  readonly venue?: string;
  readonly categories?: string;
}

const WORDS = (
  "graph network kernel tensor quantum protein language vision policy reward convex sparse random matrix operator " +
  "diffusion lattice galaxy plasma neuron circuit market auction privacy cipher proof logic compiler robot grasp " +
  "climate ocean seismic polymer enzyme genome retrieval ranking clustering embedding transformer attention"
).split(" ");
const CATEGORIES = ["cs.CL cs.LG", "cs.LG", "math.OC", "q-bio.BM", "quant-ph"];
const VENUES = ["NeurIPS", "Annals of Statistics", "ICLR"];

/** Papers of random words about topics; the same for the same seed. Every title is different. */
export function randomPapers(count: number, seed = 1): Fields[] {
  const rng = mulberry32(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(rng() * from.length)]!;
  const words = (length: number) => Array.from({ length }, () => pick(WORDS)).join(" ");
  return Array.from({ length: count }, (_, i) => ({
    id: `paper-${i + 1}`,
    title: `${words(4)} ${i + 1}`,
    abstract: `${words(40)}.`,
    year: 2000 + (i % 20),
    venue: pick(VENUES),
    categories: pick(CATEGORIES),
  }));
}

export function toJsonLines(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** A saved page that lists papers of these titles, on a day. */
export function savedPage(titles: readonly string[], day: string): string {
  const abstract = "It is shown at length that the method holds under mild conditions on many tasks. ".repeat(5);
  const lines = titles.flatMap((title) => [title, `${title}: ${abstract.trim()}`]);
  return ["Daily Papers", `by AK and the research community`, day, ...lines].join("\n");
}
