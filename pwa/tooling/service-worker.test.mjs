import { expect, test } from "vitest";
import { filesToKeep } from "./service-worker.mjs";

test("the counter's files are kept, those of other pages are not", () => {
  const outputs = new Map([
    ["main.js", "main-AAAAAAAA.js"],
    ["chunk-BBBBBBBB.js", "chunk-BBBBBBBB.js"],
    ["front.css", "front-CCCCCCCC.css"],
    ["card.css", "card-DDDDDDDD.css"],
  ]);
  expect(filesToKeep(outputs)).toEqual([
    "/static/build/chunk-BBBBBBBB.js",
    "/static/build/main-AAAAAAAA.js",
    "/static/favicon.svg",
  ]);
});
