import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createProgram } from "../src/cli/index.ts";
import { OPERATIONS } from "../src/server/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (name: string) => readFileSync(join(root, name), "utf8");
const readme = read("README.md");
const program = createProgram({ version: "0.0.0", now: () => 0, streams: process, onExit: () => undefined });

/** Value of a named constant as the source spells it. */
function constant(file: string, name: string): string {
  const found = new RegExp(`\\b${name} = ([\\d_.]+);`).exec(read(file))?.[1];
  return (found ?? "missing").replaceAll("_", "");
}

describe("the README", () => {
  it("begins with one sentence, a picture that exists, and the two commands", () => {
    const [title, sentence, picture, commands] = readme.split("\n\n");
    expect(title).toBe("# Orrery");
    expect(sentence?.match(/\.(\s|$)/g)).toHaveLength(1);
    expect(existsSync(join(root, /\((.+?)\)/.exec(picture ?? "")?.[1] ?? "none"))).toBe(true);
    expect(commands).toBe("```sh\nnpm ci\nnpm start\n```");
  });

  it("names every command and every option of the command line", () => {
    for (const command of program.commands) {
      expect(readme).toContain(`| \`${command.name()}`);
      for (const { long } of command.options) expect(readme).toContain(long ?? "");
    }
  });

  it("names every route of the API", () => {
    for (const operation of Object.values(OPERATIONS)) {
      const method = "method" in operation ? String(operation.method) : "get";
      expect(readme).toContain(`\`${method.toUpperCase()} ${operation.path}`);
    }
  });

  it("gives the parameters the values that they have", () => {
    const parameters: [name: string, file: string][] = [
      ["BM25_K1", "src/search/lexical/parameters.ts"],
      ["BM25_B", "src/search/lexical/parameters.ts"],
      ["TITLE_WEIGHT", "src/search/lexical/parameters.ts"],
      ["SEMANTIC_WEIGHT", "src/search/fuse.ts"],
      ["NEIGHBORS", "src/map/fit.ts"],
      ["REPULSION", "src/map/layout/lay-out.ts"],
      ["STEP", "src/map/topics/hierarchy.ts"],
      ["HNSW_M", "src/knn/hnsw.ts"],
      ["HNSW_EF_CONSTRUCTION", "src/knn/hnsw.ts"],
      ["HNSW_EF_SEARCH", "src/knn/hnsw.ts"],
    ];
    for (const [name, file] of parameters)
      expect(readme.includes(`| \`${name}\` | ${constant(file, name)} |`), name).toBe(true);
  });

  it("has links and pictures that lead somewhere", () => {
    for (const document of ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]) {
      for (const [, target = ""] of read(document).matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
        expect(existsSync(join(root, target)), `${document}: ${target}`).toBe(true);
      }
    }
  });

  it("names scripts of package.json that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    for (const [, name = ""] of `${readme}${read("CONTRIBUTING.md")}`.matchAll(/npm run ([a-z]+)/g)) {
      expect(Object.keys(scripts)).toContain(name);
    }
  });
});

describe("the help of every command", () => {
  it.each(program.commands.map((command) => [command.name(), command] as const))(
    "%s says what it does",
    (_, command) => {
      expect(command.description().length).toBeGreaterThan(10);
      for (const option of command.options) expect(option.description.length).toBeGreaterThan(5);
    },
  );
});
