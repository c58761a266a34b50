import { open } from "node:fs/promises";

/** Bytes that can be read at any place. */
export interface RandomAccess {
  readonly size: number;
  /** The bytes from `at` on; fewer than `length` only at the end. */
  read(at: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** A file. Throws what the file system throws. */
export async function fileAccess(path: string): Promise<RandomAccess> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    return {
      size,
      async read(at, length) {
        const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
        return buffer.subarray(0, bytesRead);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Bytes in memory. */
export function bufferAccess(bytes: Buffer): RandomAccess {
  return {
    size: bytes.length,
    read: async (at, length) => bytes.subarray(at, at + length),
    close: async () => {},
  };
}
