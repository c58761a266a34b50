import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Which rooms each room may look into, always through a door. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  wire: [],
  store: ["core"],
  reading: ["core"],
  cite: ["core"],
  mail: ["core"],
  ingest: ["core"],
  embed: ["core"],
  sync: ["core"],
  knn: ["core"],
  learn: ["core"],
  search: ["core", "knn"],
  map: ["core", "knn"],
  library: ["core", "wire", "store", "reading", "cite", "ingest", "embed", "sync", "knn", "learn", "search", "map"],
  server: ["core", "wire", "cite", "library"],
  cli: ["core", "wire", "cite", "mail", "embed", "sync", "library", "server"],
};

/** Files of a room that others may import; every other room has index.ts alone. */
const DOORS: Readonly<Record<string, readonly string[]>> = { core: ["index.ts", "files.ts", "worker.ts", "lanes.ts"] };

interface Import {
  readonly from: string;
  readonly to: string;
}

function filesBelow(folder: string, endings: readonly string[]): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => join(folder, name));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].flatMap(([, target]) => target ?? []);
}

function relativeImports(folder: string, endings: readonly string[]): Import[] {
  return filesBelow(folder, endings).flatMap((from) =>
    importsOf(from)
      .filter((target) => target.startsWith("."))
      .map((target) => ({ from: relative(root, from), to: relative(root, resolve(dirname(from), target)) })),
  );
}

const roomOf = (path: string) => path.split(sep)[1] ?? "";

describe("the rooms of src", () => {
  const imports = relativeImports(join(root, "src"), [".ts"]);

  it("are all named here, each with what it may import", () => {
    expect(readdirSync(join(root, "src")).sort()).toEqual(Object.keys(ALLOWED).sort());
    expect(imports.length).toBeGreaterThan(100);
  });

  it("import only rooms that stand below them", () => {
    const wrong = imports.filter(({ from, to }) => {
      const [room, target] = [roomOf(from), roomOf(to)];
      return room !== target && !ALLOWED[room]?.includes(target);
    });
    expect(wrong).toEqual([]);
  });

  it("enter each other by the door", () => {
    const wrong = imports.filter(({ from, to }) => {
      const target = roomOf(to);
      const doors = DOORS[target] ?? ["index.ts"];
      return roomOf(from) !== target && !doors.some((door) => to === join("src", target, door));
    });
    expect(wrong).toEqual([]);
  });

  it("keep Node out of what browsers run", () => {
    const entries = ["core/index.ts", "embed/static/index.ts", "wire/index.ts"].map((path) => join(root, "src", path));
    const seen = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const target of importsOf(file)) if (target.startsWith(".")) visit(resolve(dirname(file), target));
    };
    entries.forEach(visit);
    const wrong = [...seen].filter((file) => importsOf(file).some((target) => target.startsWith("node:")));
    expect(wrong).toEqual([]);
    expect(seen.size).toBeGreaterThan(10);
  });
});

describe("the page", () => {
  it("sees only the wire types of src, and those as types", () => {
    const outside = relativeImports(join(root, "web"), [".ts", ".tsx"]).filter(({ to }) => !to.startsWith(`web${sep}`));
    expect(outside.filter(({ to }) => to !== join("src", "wire", "index.ts"))).toEqual([]);
    for (const { from } of outside) {
      expect(readFileSync(join(root, from), "utf8")).toMatch(/import type [^;]*src\/wire\/index\.ts/);
    }
  });
});
