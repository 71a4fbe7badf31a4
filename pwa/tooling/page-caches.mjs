// The pages that a phone caches for use without a network, each with its files: the counter's phones need not carry the
// card, nor a holder's phone the counter with its decoder.

// A queue waits at the counter, and the holder stands in it. A refusal says more to staff than an empty counter; to a
// holder their card says more than a refusal.
const PAGES = [
  { name: "counter", path: "/kohde", page: "/kohde/kuori", patienceMs: 3_000, failsFrom: 500 },
  { name: "card", path: "/oma", page: "/oma", patienceMs: 2_000, failsFrom: 300 },
  // The places to go, as they were last searched: who waits for another search would rather wait than see the old one.
  { name: "places", path: "/kohteet", page: "/kohteet", patienceMs: 10_000, failsFrom: 500 },
];
const ALSO = ["/static/favicon.svg"];
// Its camera loads the decoder when it is wanted. Rare letters (a venue's name may have any) are drawn in the phone's own
// font without a network: the two fonts that have them weigh more than all the rest but the decoder.
const AT_THE_COUNTER = [
  "counter.js",
  "counter-mode.js",
  "counter.css",
  "decoder.worker.js",
  "zxing_reader.wasm",
  "kaikukortti-sans.woff2",
];
const ON_EVERY_PAGE = ["main.js", "main.css", "kaikukortti-sans.woff2"];
/** What the pages of the card ask for by `data-enhance`. */
export const CARD_ENHANCEMENTS = [
  "copy-code",
  "enlarge-code",
  "holder-name",
  "last-checked",
  "running-clock",
  "submit-once",
  "two-cards",
  "wake-lock",
];

/** What the list of places asks for. */
export const PLACES_ENHANCEMENTS = ["places"];

/** The cached pages with their files. `outputs`: plain name → built file; `parts`: built file → its source and imports. */
export function cachedPages(outputs, parts) {
  const files = {
    counter: counterFiles(outputs, parts),
    card: pageFiles(outputs, parts, [...ON_EVERY_PAGE, "card.css"], CARD_ENHANCEMENTS),
    places: pageFiles(outputs, parts, ON_EVERY_PAGE, PLACES_ENHANCEMENTS),
  };
  return PAGES.map((page) => ({ ...page, files: [...addresses(files[page.name]), ...ALSO].sort() }));
}

const addresses = (files) => [...files].map((file) => `/static/build/${file}`);

function counterFiles(outputs, parts) {
  const wanted = filesOf(outputs, (name) => AT_THE_COUNTER.includes(name));
  return withImports(wanted, (file) => [
    ...(parts.get(file)?.imports ?? []),
    ...(parts.get(file)?.later ?? []),
  ]);
}

function pageFiles(outputs, parts, names, enhancements) {
  const sources = new Set(enhancements.map((name) => `src/enhancements/${name}/enhance.ts`));
  const wanted = filesOf(outputs, (name) => names.includes(name));
  for (const [file, { source }] of parts) if (sources.has(source)) wanted.add(file);
  return withImports(wanted, (file) => parts.get(file)?.imports ?? []);
}

const filesOf = (outputs, isWanted) =>
  new Set([...outputs].filter(([name]) => isWanted(name)).map(([, file]) => file));

/** A set that grows while it is gone through: what is imported may import in its turn. */
function withImports(files, importsOf) {
  for (const file of files) for (const needed of importsOf(file)) files.add(needed);
  return files;
}
