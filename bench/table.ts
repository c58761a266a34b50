import type { Row } from "./row.ts";
import { isMet } from "./targets.ts";

const COLUMNS = ["name", "what", "value", "unit", "median", "p95", "recall", "× baseline", "target", "met"] as const;
/** Columns of words stand left, numbers right. */
const WORDS: ReadonlySet<string> = new Set(["name", "what", "unit", "met"]);

/** The rows as one Markdown table whose columns line up in a terminal too. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [[...COLUMNS], ...rows.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (WORDS.has(COLUMNS[i]!) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(" | ")} |`;
  const rule = widths.map((width, i) => (WORDS.has(COLUMNS[i]!) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(lines[0]!), line(rule), ...lines.slice(1).map(line)].join("\n");
}

function cellsOf(row: Row): string[] {
  const { target } = row;
  return [
    row.name,
    row.what,
    number(row.value),
    row.unit,
    number(row.median),
    number(row.p95),
    row.recall === undefined ? "" : row.recall.toFixed(4),
    number(row.ratio),
    target === undefined ? "" : `${target.is === "at least" ? "≥" : "≤"} ${number(target.value)}`,
    target === undefined ? "" : isMet(row.value, target) ? "yes" : "NO",
  ];
}

/** Three figures or more: 0.0123, 1.23, 12.3, 123, 12,345. */
function number(value: number | undefined): string {
  if (value === undefined) return "";
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-US");
  return value.toPrecision(3);
}
