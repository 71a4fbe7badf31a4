import { build } from "esbuild";
import { expect, test } from "vitest";
import { BUNDLE } from "./assets.mjs";

test("a licence that stands in a source is kept beside the script, which names the file", async () => {
  const contents = "/*! Licence of somebody: keep this */ export const answer = 42;";
  const { outputFiles } = await build({ ...BUNDLE, stdin: { contents }, outdir: "out", write: false });
  const texts = outputFiles.map(({ path, text }) => [
    path.replace(/.*\//, "").replace(/-[A-Z0-9]{8}/, ""),
    text,
  ]);
  const { "stdin.js": script, "stdin.js.LEGAL.txt": licences } = Object.fromEntries(texts);
  expect(licences).toContain("Licence of somebody");
  expect(script).toMatch(/license information.*LEGAL\.txt/);
});
