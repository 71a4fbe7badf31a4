import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CARD_ENHANCEMENTS, cachedPages, PLACES_ENHANCEMENTS } from "./page-caches.mjs";

const outputs = new Map([
  ["main.js", "main-AAAAAAAA.js"],
  ["counter.js", "counter-HHHHHHHH.js"],
  ["chunk-IIIIIIII.js", "chunk-IIIIIIII.js"],
  ["chunk-JJJJJJJJ.js", "chunk-JJJJJJJJ.js"],
  ["kaikukortti-sans.woff2", "kaikukortti-sans-KKKKKKKK.woff2"],
  ["rare-letters.woff2", "rare-letters-LLLLLLLL.woff2"],
  ["chunk-BBBBBBBB.js", "chunk-BBBBBBBB.js"],
  ["chunk-EEEEEEEE.js", "chunk-EEEEEEEE.js"],
  ["chunk-FFFFFFFF.js", "chunk-FFFFFFFF.js"],
  ["front.css", "front-CCCCCCCC.css"],
  ["card.css", "card-DDDDDDDD.css"],
  ["zxing_reader.wasm", "zxing_reader-GGGGGGGG.wasm"],
  ["chunk-BBBBBBBB.js.LEGAL.txt", "chunk-BBBBBBBB.js.LEGAL.txt"],
]);
const parts = new Map([
  ["main-AAAAAAAA.js", { source: "src/main.ts", imports: ["chunk-FFFFFFFF.js"] }],
  [
    "counter-HHHHHHHH.js",
    { source: "src/counter.ts", imports: ["chunk-IIIIIIII.js"], later: ["chunk-JJJJJJJJ.js"] },
  ],
  ["chunk-BBBBBBBB.js", { source: "src/enhancements/stepper/enhance.ts", imports: [] }],
  ["chunk-EEEEEEEE.js", { source: "src/enhancements/wake-lock/enhance.ts", imports: [] }],
  ["chunk-FFFFFFFF.js", { source: "", imports: [] }],
]);
const pageOf = (name) => cachedPages(outputs, parts).find((one) => one.name === name);

test("the counter's files are kept, also those that it loads later, and none of other pages or rare letters", () => {
  expect(pageOf("counter").files).toEqual([
    "/static/build/chunk-IIIIIIII.js",
    "/static/build/chunk-JJJJJJJJ.js",
    "/static/build/counter-HHHHHHHH.js",
    "/static/build/kaikukortti-sans-KKKKKKKK.woff2",
    "/static/build/zxing_reader-GGGGGGGG.wasm",
    "/static/favicon.svg",
  ]);
});

test("a holder's phone keeps what the card needs and what that imports, and nothing of the counter", () => {
  expect(pageOf("card").files).toEqual([
    "/static/build/card-DDDDDDDD.css",
    "/static/build/chunk-EEEEEEEE.js",
    "/static/build/chunk-FFFFFFFF.js",
    "/static/build/kaikukortti-sans-KKKKKKKK.woff2",
    "/static/build/main-AAAAAAAA.js",
    "/static/favicon.svg",
  ]);
});

test("the list of places, and a place, need only their own script beside what every page has", () => {
  expect(pageOf("places").files).toEqual([
    "/static/build/chunk-FFFFFFFF.js",
    "/static/build/kaikukortti-sans-KKKKKKKK.woff2",
    "/static/build/main-AAAAAAAA.js",
    "/static/favicon.svg",
  ]);
  const folder = join(import.meta.dirname, "..", "..", "webapp", "templates", "public");
  const pages = ["places.html", "place.html", "_seen_at.html"];
  const words = pages.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  const asked = [...words.matchAll(/data-enhance="([\w -]+)"/g)].map(([, name]) => name);
  expect([...new Set(asked)]).toEqual(PLACES_ENHANCEMENTS);
});

test("what the pages of the card ask for is kept with it", () => {
  const folder = join(import.meta.dirname, "..", "..", "webapp", "templates", "omakaiku");
  const pages = readdirSync(folder).filter((name) => /^card.*\.html$/.test(name));
  const words = pages.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  const ofForms = ["submit-once"]; // what every form gets that asks for nothing else: the form to ask for renewal
  const asked = [...words.matchAll(/(?:data-enhance=|enhance=)["']([\w -]+)["']/g)].flatMap(([, names]) =>
    names.split(" "),
  );
  expect([...new Set([...asked, ...ofForms])].sort()).toEqual(CARD_ENHANCEMENTS);
});
