import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UNUSED, withoutUnused } from "./unused.mjs";

test.each([
  ["a rule of an unused class goes", ".govuk-label--xl{color:red}.a{color:blue}", ".a{color:blue}"],
  ["of several selectors one goes", ".a,.govuk-label--xl{color:red}", ".a{color:red}"],
  [
    "what is said of all others stays",
    ".a:not(.govuk-label--xl){color:red}",
    ".a:not(.govuk-label--xl){color:red}",
  ],
  ["also of several others", ".a:is(.b,.govuk-label){color:red}", ".a:is(.b,.govuk-label){color:red}"],
  ["a class that begins alike stays", ".govuk-label--xlarge{color:red}", ".govuk-label--xlarge{color:red}"],
  ["also inside a query", "@media print{.govuk-label--m{top:0}.b{top:0}}", "@media print{.b{top:0}}"],
])("%s", (_name, css, left) => expect(withoutUnused(css)).toBe(left));

test("no page, and no script, wears an unused class", () => {
  const root = join(import.meta.dirname, "..", "..");
  const files = ["webapp/templates", "webapp/plumbing", "webapp/pages", "pwa/src"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => /\.(?:html|py|ts)$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  expect(files.length).toBeGreaterThan(300);
  const worn = files.flatMap((file) => {
    const words = new Set(readFileSync(file, "utf-8").match(/govuk-[\w-]+/g));
    return UNUSED.filter((one) => words.has(one)).map((one) => `${file}: ${one}`);
  });
  expect(worn).toEqual([]);
});
