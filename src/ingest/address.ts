import { basename } from "node:path";

/** Endings that say what a file is. */
const ENDINGS = /(?<=.)(?:\.(?:jsonl|ndjson|json|bib|bibtex|ris|atom|xml|csv|tsv))?(?:\.gz)?$/i;

/** Whether an input is a web address. */
export function isAddress(input: string): boolean {
  return /^https?:\/\//i.test(input) && URL.canParse(input);
}

/** The address as it may be shown and kept: without user name and password. */
export function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.username === "" && url.password === "") return address;
  url.username = "";
  url.password = "";
  return url.href;
}

/** The name of the file at a path or address; of an address that names none also its query, which may tell the day. */
export function fileNameOf(input: string): string {
  if (!isAddress(input)) return basename(input);
  const { pathname, search, host } = new URL(input);
  const name = basename(pathname) || host;
  return ENDINGS.exec(name)?.[0] === "" ? `${name}${search}` : name;
}

/** What papers of an input are labelled by: the file's name without the endings that say what it is; the host of an
 *  address that names no file. */
export function labelOf({ input, name }: { readonly input: string; readonly name: string }): string {
  const file = basename(name);
  const label = file.replace(ENDINGS, "");
  return isAddress(input) && label === file ? new URL(input).host : label;
}
