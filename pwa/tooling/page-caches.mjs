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
// Styles of the front page and the holder's, which the counter does without.
const NOT_AT_THE_COUNTER = new Set(["front.css", "card.css", "steps.css"]);
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
    counter: counterFiles(outputs),
    card: pageFiles(outputs, parts, [...ON_EVERY_PAGE, "card.css"], CARD_ENHANCEMENTS),
    places: pageFiles(outputs, parts, ON_EVERY_PAGE, PLACES_ENHANCEMENTS),
  };
  return PAGES.map((page) => ({ ...page, files: [...addresses(files[page.name]), ...ALSO].sort() }));
}

const addresses = (files) => [...files].map((file) => `/static/build/${file}`);

function counterFiles(outputs) {
  const isLeftOut = (name) => NOT_AT_THE_COUNTER.has(name) || name.endsWith(".LEGAL.txt");
  return [...outputs].filter(([name]) => !isLeftOut(name)).map(([, file]) => file);
}

function pageFiles(outputs, parts, names, enhancements) {
  const sources = new Set(enhancements.map((name) => `src/enhancements/${name}/enhance.ts`));
  const wanted = new Set([...outputs].filter(([name]) => names.includes(name)).map(([, file]) => file));
  for (const [file, { source }] of parts) if (sources.has(source)) wanted.add(file);
  // A set that grows while it is gone through: what is imported may import in its turn.
  for (const file of wanted) for (const needed of parts.get(file)?.imports ?? []) wanted.add(needed);
  return wanted;
}
