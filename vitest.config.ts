import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    globalSetup: ["test/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 3, // on two cores: many tests wait, for a browser or a process
    isolate: false, // rooms keep nothing between calls; loading them anew for each file costs a third of the quick ones
    expect: { poll: { timeout: 10_000 } }, // for machines that are slow or busy
  },
});
