import { cleanField } from "../clean.ts";
import { decodeEntities } from "../record/markup.ts";

const PAGE = /^\s*(?:<!--.{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>])/is;
const TITLE = /<title[^>]{0,200}>([^<]{1,500})/i;
const MAX_TITLE = 150;

/** What to tell about a text that is a web page: servers that are in trouble send one in the place of an answer.
 *  Undefined for any other text. */
export function webPageReason(text: string): string | undefined {
  if (!PAGE.test(text)) return undefined;
  const title = cleanField(decodeEntities(TITLE.exec(text)?.[1] ?? ""), MAX_TITLE);
  return `Expected papers, got a web page${title === "" ? "" : ` ("${title}")`}: perhaps an error of the server.`;
}
