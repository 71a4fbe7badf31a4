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
    // As tests/support/patience.py: only a fault takes that long.
    testTimeout: 90_000,
    setupFiles: ["tooling/patience.ts", "tooling/navigator.ts"],
    coverage: { include: ["src/**/*.ts"], exclude: ["src/**/*.test.ts", "src/fake-register/**"] },
  },
});
