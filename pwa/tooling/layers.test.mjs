import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const { overrides } = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
const ONLY_FOR_TESTS = "src/fake-register/**";
const ruled = overrides
  .filter(({ linter }) => linter.rules.style?.noRestrictedImports)
  .flatMap(({ includes }) => includes);

test("every folder and file of the browser part has its layer, which says what it may import", () => {
  const entries = readdirSync(join(root, "src"), { withFileTypes: true });
  const folders = entries.filter((one) => one.isDirectory()).map(({ name }) => `src/${name}/**`);
  const files = entries.filter(({ name }) => /(?<!\.test)\.ts$/.test(name)).map(({ name }) => `src/${name}`);
  const styles = "src/styles/**"; // Sass has imports of its own
  const unruled = [...folders, ...files].filter((one) => ![...ruled, ONLY_FOR_TESTS, styles].includes(one));
  expect(unruled).toEqual([]);
});
