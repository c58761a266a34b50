import { AppError } from "../../core/index.ts";
import { type IngestEvent, rejection } from "../event.ts";
import type { JsonObject } from "../record/json.ts";
import { parseRecord } from "../record/parse.ts";
import { type CutElement, ElementCutter } from "./element-cutter.ts";
import type { Format, Head, Origin } from "./format.ts";
import { fileSource } from "./source.ts";
import { childrenOf, type XmlElement } from "./xml.ts";

/** A format in XML with one element for each paper. `toRecord` gives our own fields for what is inside it, and throws
 *  AppError("bad-record") where that is no paper. */
export function xmlFormat(parts: {
  readonly name: string;
  readonly recognizes: (head: Head) => boolean;
  readonly element: string;
  readonly toRecord: (children: readonly XmlElement[]) => JsonObject;
}): Format {
  const { name, recognizes, element, toRecord } = parts;
  return {
    name,
    recognizes,
    async *read(content, origin) {
      const cutter = new ElementCutter(element);
      const source = fileSource(origin);
      const toEvents = (cut: readonly CutElement[]) => cut.map((each) => toEvent(each, toRecord, origin, source));
      for await (const chunk of content) yield toEvents(cutter.push(chunk));
      yield toEvents(cutter.end());
    },
  };
}

function toEvent(
  { line, content, fault }: CutElement,
  toRecord: (children: readonly XmlElement[]) => JsonObject,
  { input }: Origin,
  source: string,
): IngestEvent {
  if (fault !== undefined) return rejection(input, line, fault, content);
  try {
    return { kind: "paper", record: parseRecord(toRecord(childrenOf(content))), input, line, source };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return rejection(input, line, error.message, content);
  }
}

/** The text of the first child of one of these names that has any, the first name first. */
export function childText(children: readonly XmlElement[], ...names: readonly string[]): string {
  for (const name of names) {
    const found = children.find((child) => child.name === name && child.text.trim() !== "");
    if (found !== undefined) return found.text;
  }
  return "";
}

/** The children of the children with this name. */
export function inside(children: readonly XmlElement[], name: string): XmlElement[] {
  return children.filter((child) => child.name === name).flatMap((child) => childrenOf(child.content));
}
