/** What the points are coloured by: the codes of the points, and the legend that explains and filters them. */
import type { MapColumn } from "../../../../src/wire/index.ts";
import { categoryColors, scaleColors, topicColors } from "../../map/index.ts";
import type { Coloring, Points } from "../../map/stage-types.ts";
import type { MapColor } from "../../map-location.ts";
import { countYears } from "./points.ts";
import { familyOf, NONE, type TopicIndex } from "./topic-index.ts";

type Theme = "light" | "dark";

/** One line of the legend before it has a colour; it may stand for several swatches. */
interface Group {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  /** Places in the palette; the line shows the first. */
  readonly codes: readonly number[];
}

export interface Scheme {
  readonly codes: Uint16Array;
  readonly groups: readonly Group[];
  /** What the neutral colour stands for; undefined when no point has it. */
  readonly rest: Pick<Group, "label" | "count"> | undefined;
  readonly ordered: boolean;
  readonly palette: (theme: Theme) => readonly string[];
}

export interface LegendLine {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  /** Undefined for the neutral colour. */
  readonly color: string | undefined;
  readonly hidden: boolean;
}

/** The key of the legend's line for points of the neutral colour. */
export const REST = "~";

const MOST_VALUES = 11;
const YEAR_STEPS = 9;
const TRUST_STEPS = 5;

/** The scheme for one way of colouring; `column` is needed for category, venue and source. */
export function schemeOf(by: MapColor, points: Points, topics: TopicIndex, column: MapColumn | undefined): Scheme {
  if (by === "topic") return topicScheme(points, topics);
  if (by === "year") return yearScheme(points);
  if (by === "trust") return trustScheme(points);
  return columnScheme(points, column?.by === by ? column : undefined);
}

/** The scheme in the colours of a theme and with some lines hidden, for the stage and for the legend. */
export function applyScheme(
  scheme: Scheme,
  theme: Theme,
  hidden: readonly string[],
): { coloring: Coloring; lines: LegendLine[] } {
  const colors = scheme.palette(theme);
  const hiddenKeys = new Set(hidden);
  const hiddenCodes = new Set(scheme.groups.filter(({ key }) => hiddenKeys.has(key)).flatMap(({ codes }) => codes));
  const labels = new Map(scheme.groups.flatMap(({ codes, label }) => codes.map((code) => [code, label] as const)));
  const lines: LegendLine[] = scheme.groups.map(({ key, label, count, codes }) => ({
    key,
    label,
    count,
    color: colors[codes[0] ?? 0],
    hidden: hiddenKeys.has(key),
  }));
  if (scheme.rest !== undefined) {
    lines.push({ ...scheme.rest, key: REST, color: undefined, hidden: hiddenKeys.has(REST) });
  }
  const swatches = colors.map((color, code) => ({
    label: labels.get(code) ?? "",
    color,
    hidden: hiddenCodes.has(code),
  }));
  return { coloring: { codes: scheme.codes, swatches, hidesRest: hiddenKeys.has(REST) }, lines };
}

function topicScheme(points: Points, index: TopicIndex): Scheme {
  const counts = countCodes(points.topic, index.topics.length);
  const groups = index.roots.map((root) => {
    const codes = familyOf(index, root);
    const count = codes.reduce((sum, code) => sum + (counts.of[code] ?? 0), 0);
    return { key: index.topics[root]?.id ?? "", label: index.topics[root]?.name ?? "", count, codes };
  });
  return {
    codes: points.topic,
    groups,
    rest: restOf("between topics", counts.rest),
    ordered: false,
    palette: (theme) => topicColors(index.topics, theme),
  };
}

/** Years in steps that hold about as many papers each, single years where there are many papers. */
function yearScheme(points: Points): Scheme {
  const years = countYears(points);
  const total = years.reduce((sum, { count }) => sum + count, 0);
  const steps: { from: number; to: number; count: number }[] = [];
  for (const { year, count } of years.toReversed()) {
    const step = steps.at(-1);
    if (step === undefined || step.count >= total / YEAR_STEPS) steps.push({ from: year, to: year, count });
    else Object.assign(step, { from: year, count: step.count + count });
  }
  const oldest = steps.at(-1);
  const next = steps.at(-2);
  if (oldest !== undefined && next !== undefined && oldest.count < total / YEAR_STEPS / 3) {
    steps.pop(); // too few for a colour of their own
    Object.assign(next, { from: oldest.from, count: next.count + oldest.count });
  }
  steps.reverse();
  const stepOf = new Uint16Array(256).fill(NONE);
  for (const [step, { from, to }] of steps.entries()) {
    for (let year = from; year <= to; year++) stepOf[year - points.baseYear + 1] = step;
  }
  const groups = steps.map(({ from, to, count }, step) => {
    const label = from === to ? String(from) : `${from}–${to}`;
    return { key: label, label, count, codes: [step] };
  });
  return {
    codes: Uint16Array.from(points.year, (code) => stepOf[code] ?? NONE),
    groups,
    rest: restOf("year not known", points.count - total),
    ordered: true,
    palette: (theme) => scaleColors(steps.length, theme),
  };
}

function trustScheme(points: Points): Scheme {
  const codes = Uint16Array.from(points.trust, (trust) =>
    Math.min(TRUST_STEPS - 1, Math.floor((trust * TRUST_STEPS) / 255)),
  );
  const counts = countCodes(codes, TRUST_STEPS);
  const groups = counts.of.map((count, step) => ({
    key: String(step),
    label: `${(step * 100) / TRUST_STEPS} – ${((step + 1) * 100) / TRUST_STEPS} %`,
    count,
    codes: [step],
  }));
  return { codes, groups, rest: undefined, ordered: true, palette: (theme) => scaleColors(TRUST_STEPS, theme) };
}

/** The most frequent values have a colour each; the others share the neutral one. */
function columnScheme(points: Points, column: MapColumn | undefined): Scheme {
  const all = column === undefined ? new Uint16Array(points.count).fill(NONE) : decodeCodes(column.codes, points.count);
  const codes = all.map((code) => (code < MOST_VALUES ? code : NONE));
  const counts = countCodes(codes, MOST_VALUES);
  const values = column?.values.slice(0, MOST_VALUES) ?? [];
  const label = (column?.values.length ?? 0) > MOST_VALUES ? "others and none" : "none";
  return {
    codes,
    groups: values.map(({ value }, code) => ({ key: value, label: value, count: counts.of[code] ?? 0, codes: [code] })),
    rest: column === undefined ? undefined : restOf(label, counts.rest),
    ordered: false,
    palette: (theme) => categoryColors(values.length, theme),
  };
}

function restOf(label: string, count: number): Scheme["rest"] {
  return count > 0 ? { label, count } : undefined;
}

function countCodes(codes: Uint16Array, length: number): { of: number[]; rest: number } {
  const of = new Array<number>(length).fill(0);
  let rest = 0;
  for (const code of codes) {
    if (code < length) of[code] = (of[code] ?? 0) + 1;
    else rest++;
  }
  return { of, rest };
}

/** u16 little-endian from base64; points that the column does not reach have no value. */
function decodeCodes(base64: string, count: number): Uint16Array {
  const bytes = atob(base64);
  return Uint16Array.from({ length: count }, (_, i) =>
    2 * i + 1 < bytes.length ? bytes.charCodeAt(2 * i) | (bytes.charCodeAt(2 * i + 1) << 8) : NONE,
  );
}
