import { createJsKernel } from "./scan-js.ts";
import { CODE_ALIGNMENT, type ScanKernel } from "./scan-kernel.ts";
import { createWasmKernel } from "./scan-wasm.ts";

/** The kernel for vectors of this dimension; plain JavaScript where WebAssembly SIMD is missing. */
export function createKernel(dimension: number, kind: "wasm" | "js" = "wasm"): ScanKernel {
  const stride = Math.ceil(dimension / CODE_ALIGNMENT) * CODE_ALIGNMENT;
  return (kind === "wasm" ? createWasmKernel(stride) : undefined) ?? createJsKernel(stride);
}
