/** The part of the WebAssembly interface that Orrery uses: neither the ES2023 library nor Node's types declare it. */
declare namespace WebAssembly {
  interface MemoryDescriptor {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }

  interface Memory {
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
  }
  const Memory: { new (descriptor: MemoryDescriptor): Memory };

  interface Module {
    readonly [Symbol.toStringTag]: string;
  }
  const Module: { new (bytes: Uint8Array): Module };

  interface Instance {
    readonly exports: Record<string, unknown>;
  }
  const Instance: { new (module: Module, imports: Record<string, Record<string, unknown>>): Instance };

  function validate(bytes: Uint8Array): boolean;
}
