/** A page that holds nothing but a stage with drawn points, served with the Content-Security-Policy of the server. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { build } from "vite";

const WEB = resolve(import.meta.dirname, "../../../web/src");
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'";

const HTML = `<!doctype html><html lang="en"><head><title>Stage</title><link rel="icon" href="data:,"></head>
<body><div id="stage" aria-label="Map"></div><script type="module" src="./main.ts"></script></body></html>`;

/** Six clusters of points in two levels of topics, one name with markup; ?n= points, ?canvas without WebGL. */
const SCRIPT = `
import { createStage, topicColors } from ${JSON.stringify(`${WEB}/map/index.ts`)};
import ${JSON.stringify(`${WEB}/styles/tokens.css`)};
import ${JSON.stringify(`${WEB}/styles/base.css`)};
import ${JSON.stringify(`${WEB}/styles/stage.css`)};

const asked = new URLSearchParams(location.search);
const count = Number(asked.get("n") ?? 3000);
if (asked.has("canvas")) {
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind === "webgl2" ? null : getContext.call(this, kind, ...rest);
  };
}
let seed = 9;
const next = () => { seed = (seed * 1103515245 + 12345) % 2 ** 31; return seed / 2 ** 31; };
const middles = Array.from({ length: 6 }, (_, i) => [0.2 + 0.3 * (i % 3), 0.3 + 0.4 * Math.floor(i / 3)]);
const topic = (id, name, level, parent, [x, y]) => ({ id, name, level, parent, size: count / 6, x, y, extent: 0.06, papers: [], phrases: [] });
const topics = [
  ...middles.map((at, i) => topic("t" + i, i === 2 ? "<b>Bold</b> & <i>" : "Topic number " + i, 0, null, at)),
  ...middles.flatMap(([x, y], i) => [-1, 1].map((side) => topic("t" + i + side, "Part " + (side < 0 ? "left" : "right") + " of " + i, 1, "t" + i, [x + 0.05 * side, y]))),
];
const column = (of, make) => of.from({ length: count }, (_, i) => make(i));
const spread = () => 0.1 * (next() + next() + next() - 1.5);
const places = Array.from({ length: count }, (_, i) => [middles[i % 6][0] + spread(), middles[i % 6][1] + spread()]);
const points = {
  count, baseYear: 2000, rows: column(Uint32Array, (i) => i),
  x: column(Uint16Array, (i) => places[i][0] * 65535), y: column(Uint16Array, (i) => places[i][1] * 65535),
  topic: column(Uint16Array, (i) => 6 + 2 * (i % 6)), year: column(Uint8Array, (i) => 1 + (i % 20)), trust: new Uint8Array(count),
};
const swatches = topicColors(topics, "light").map((color, i) => ({ label: topics[i].name, color, hidden: false }));
window.state = {
  points, topics, coloring: { codes: points.topic, swatches, hidesRest: false }, years: undefined, lit: undefined, open: undefined,
  joined: undefined, area: undefined, topic: undefined, tool: "pan", contours: true, theme: "light",
};
window.log = [];
const note = (name) => (...values) => window.log.push([name, ...values]);
const events = Object.fromEntries(["onView", "onHover", "onOpen", "onCursor", "onArea", "onTopic", "onEscape"].map((name) => [name, note(name)]));
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
const element = document.getElementById("stage");
Object.assign(element.style, { position: "fixed", inset: "0", width: "100vw", height: "100vh" });
window.stage = createStage(element, undefined, window.state, events);
window.set = (changes) => window.stage.update((window.state = { ...window.state, ...changes }));
`;

export interface StagePage {
  readonly url: string;
  close(): void;
}

export async function serveStage(): Promise<StagePage> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-stage-"));
  const [root, outDir] = [join(folder, "page"), join(folder, "out")];
  mkdirSync(root);
  writeFileSync(join(root, "index.html"), HTML);
  writeFileSync(join(root, "main.ts"), SCRIPT);
  const options = { outDir, target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } };
  await build({ root, configFile: false, logLevel: "silent", build: options });
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url ?? "/", "http://stage.test");
    const file = join(outDir, pathname === "/" ? "index.html" : pathname);
    response.statusCode = existsSync(file) ? 200 : 404;
    response.setHeader("content-security-policy", POLICY);
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    response.end(existsSync(file) ? readFileSync(file) : "");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
