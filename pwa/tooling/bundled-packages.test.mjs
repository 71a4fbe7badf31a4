import { expect, test } from "vitest";
import { packagesOf } from "./bundled-packages.mjs";

test("files of packages name their package once, also with a scope, and our own files name none", () => {
  const files = [
    "src/main.ts",
    "node_modules/idb/build/index.js",
    "file:///somewhere/pwa/node_modules/govuk-frontend/dist/govuk/_base.scss",
    "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    "node_modules/idb/build/wrap.js",
  ];
  expect(packagesOf(files)).toEqual(["@fontsource-variable/source-sans-3", "govuk-frontend", "idb"]);
});
