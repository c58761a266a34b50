import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

/** Where `orrery serve` listens when nothing else is said; the development server hands /api on to it. */
const SERVER = "http://127.0.0.1:7070";

export default defineConfig({
  root: "web",
  plugins: [preact({ devToolsEnabled: false })],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2023",
    // The Content-Security-Policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": SERVER } },
});
