import { clip } from "../../core/index.ts";
import { writePlain } from "../formats/plain.ts";
import { oneLine } from "../one-line.ts";
import { readable } from "../tex/pieces.ts";
import type { Digest } from "./digest.ts";

const ABSTRACT = 400;

/** A digest as plain text, for mail. */
export function writeDigestText({ title, lead, notes, groups }: Digest): string {
  const lines = [tame(title), "", tame(lead), ...notes.flatMap((note) => ["", tame(note)])];
  for (const { name, papers } of groups) {
    lines.push("", "", tame(name).toUpperCase());
    for (const { paper, reasons } of papers) {
      lines.push("", `* ${[...writePlain([paper])].join("").trimEnd()}`);
      if (reasons.length > 0) lines.push(`  ${tame(reasons.join(" "))}`);
      if (paper.abstract !== "") lines.push(`  ${clip(tame(paper.abstract), ABSTRACT)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function tame(text: string): string {
  return readable(oneLine(text));
}
