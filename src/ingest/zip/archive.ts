import { AppError } from "../../core/index.ts";
import type { RandomAccess } from "../bytes/random-access.ts";
import { readDirectory, type ZipEntry } from "./directory.ts";

const MAGIC = Buffer.from("PK\u0003\u0004");
const EMPTY = Buffer.from("PK\u0005\u0006");
/** What tells a document of an office program, which is an archive, too. */
const OFFICE = new Set(["[Content_Types].xml", "mimetype"]);
const OFFICE_REASON = "Expected papers, got a document of an office program: save its table as CSV.";
const METHODS = new Set([0, 8]);

/** A file of an archive that may be read, or why it may not. */
export type Member = { readonly name: string } & ({ readonly entry: ZipEntry } | { readonly reason: string });

export function isZip(head: Buffer): boolean {
  const magic = head.subarray(0, MAGIC.length);
  return magic.equals(MAGIC) || magic.equals(EMPTY);
}

/** The files of an archive in its own order, without folders and hidden files. Those are refused whose names lead out
 *  of a folder, that are encrypted or compressed in other ways, or that share bytes with others, as in archives that
 *  are made to grow without end. Throws AppError("bad-input") where the archive as a whole cannot be read. */
export async function membersOf(archive: RandomAccess): Promise<Member[]> {
  const entries = await readDirectory(archive);
  if (entries.some(({ name }) => OFFICE.has(name))) throw new AppError("bad-input", OFFICE_REASON);
  const shared = sharing(entries);
  return entries
    .filter(({ name }) => !name.endsWith("/") && !isHidden(name))
    .map((entry) => {
      const reason = refusal(entry, shared);
      return reason === undefined ? { name: entry.name, entry } : { name: entry.name, reason };
    });
}

function refusal(entry: ZipEntry, shared: ReadonlySet<ZipEntry>): string | undefined {
  const { name, isEncrypted, method } = entry;
  if (leadsOut(name)) return "Refused: its name in the archive leads out of the archive's folder.";
  if (isEncrypted) return "Refused: it is encrypted.";
  if (!METHODS.has(method)) return `Refused: expected a file that is stored or deflated, got method ${method}.`;
  if (shared.has(entry)) return "Refused: its data overlaps with that of another file, as in archives made to do harm.";
  return undefined;
}

function leadsOut(name: string): boolean {
  return /^[/\\]|^[a-z]:|\0/i.test(name) || name.split(/[/\\]/).includes("..");
}

function isHidden(name: string): boolean {
  return name.split("/").some((part) => part === "__MACOSX" || (part.startsWith(".") && part !== ".." && part !== "."));
}

/** Entries that begin before the one before them has ended. */
function sharing(entries: readonly ZipEntry[]): Set<ZipEntry> {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  const found = new Set<ZipEntry>();
  let end = 0;
  for (const entry of inOrder) {
    if (entry.offset < end) found.add(entry);
    end = Math.max(end, entry.offset + entry.compressedSize);
  }
  return found;
}
