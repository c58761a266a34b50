/** Compiles a WebAssembly kernel to a TypeScript file: `npx tsx scripts/make-kernels.ts <file.wat> <file.ts>`. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import createWabt from "wabt";

/** The TypeScript source that exports the compiled kernel as `KERNEL_BASE64`, formatted as biome does.
 *  Throws with wabt's message when the text does not compile. */
export async function kernelSource(watPath: string): Promise<string> {
  const wabt = await createWabt();
  const parsed = wabt.parseWat(basename(watPath), readFileSync(watPath, "utf8"), { simd: true });
  try {
    parsed.resolveNames();
    parsed.validate();
    const { buffer } = parsed.toBinary({});
    return [
      `/** Generated from ${basename(watPath)} by scripts/make-kernels.ts (${buffer.byteLength} bytes). Do not edit. */`,
      "export const KERNEL_BASE64 =",
      `  "${Buffer.from(buffer).toString("base64")}";`,
      "",
    ].join("\n");
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
