import { escaped, writeMarkdown } from "../formats/markdown.ts";
import { oneLine } from "../one-line.ts";
import { readable } from "../tex/pieces.ts";
import type { Digest } from "./digest.ts";

/** A digest in Markdown: a heading for each group, the papers in it as in a reading list, each with its reasons. */
export function writeDigestMarkdown({ title, lead, notes, groups }: Digest): string {
  const lines = [`# ${plain(title)}`, "", plain(lead)];
  for (const note of notes) lines.push("", plain(note));
  for (const { name, papers } of groups) {
    lines.push("", `## ${plain(name)}`, "");
    for (const { paper, reasons } of papers) {
      lines.push([...writeMarkdown([paper])].join("").trimEnd());
      if (reasons.length > 0) lines.push(`  *${plain(reasons.join(" "))}*`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function plain(text: string): string {
  return escaped(readable(oneLine(text)));
}
