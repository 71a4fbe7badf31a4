import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "tooling/**/*.test.mjs"],
    // One browser for all files of a thread: making one for each took longer than the tests.
    pool: "threads",
    isolate: false,
    sequence: { shuffle: true },
    // Nobody finds what another test has put in the browser's place.
    unstubGlobals: true,
  },
});
