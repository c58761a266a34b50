/** Compiles a WebAssembly kernel to a TypeScript file: `npx tsx scripts/make-kernels.ts <file.wat> <file.ts>`. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import createWabt from "wabt";

/** A memory that is imported as shared, up to the word that says so. */
const SHARED_MEMORY = /(\(memory \(import "\w+" "\w+"\)[\d ]+) shared\)/;

/** Says in the text of a kernel that it never runs on a memory that is not shared. */
const SHARED_ONLY = ";; Shared memory only.";

/** The TypeScript source that exports the compiled kernel as `KERNEL_BASE64`, formatted as biome does. A kernel that
 *  imports a shared memory is exported as it stands (`SHARED_KERNEL_BASE64`) and, unless it says otherwise, for a memory
 *  that is not shared. Throws with wabt's message when the text does not compile. */
export async function kernelSource(watPath: string): Promise<string> {
  const wat = readFileSync(watPath, "utf8");
  const name = basename(watPath);
  const lines = [`/** Generated from ${name} by scripts/make-kernels.ts. Do not edit. */`];
  if (!wat.includes(SHARED_ONLY)) {
    lines.push("export const KERNEL_BASE64 =", `  "${await compile(name, wat.replace(SHARED_MEMORY, "$1)"))}";`);
    if (SHARED_MEMORY.test(wat)) lines.push("", "/** The same for a shared memory. */");
  }
  if (SHARED_MEMORY.test(wat)) lines.push("export const SHARED_KERNEL_BASE64 =", `  "${await compile(name, wat)}";`);
  return `${lines.join("\n")}\n`;
}

async function compile(name: string, wat: string): Promise<string> {
  const wabt = await createWabt();
  const parsed = wabt.parseWat(name, wat, { simd: true, threads: true });
  try {
    parsed.resolveNames();
    if (!SHARED_MEMORY.test(wat)) parsed.validate(); // wabt refuses every shared memory here
    return Buffer.from(parsed.toBinary({}).buffer).toString("base64");
  } finally {
    parsed.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [watPath, tsPath] = process.argv.slice(2);
  if (watPath === undefined || tsPath === undefined) {
    console.error("Usage: npx tsx scripts/make-kernels.ts <file.wat> <file.ts>");
    process.exit(1);
  }
  writeFileSync(tsPath, await kernelSource(watPath));
}
