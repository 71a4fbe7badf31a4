import { expect, test } from "vitest";
import { niceCase, postalCodeRows } from "./postal-codes.mjs";

test.each([
  ["HEINÄVESI", "Heinävesi"],
  ["YLI-II", "Yli-Ii"],
  ["SIUNTIO KK", "Siuntio kk"],
  ["KOSKI TL", "Koski Tl"],
])("%s is written %s", (capitals, name) => expect(niceCase(capitals)).toBe(name));

test("a company's own code is left out, and so is one without a municipality", () => {
  const entry = { postcode_fi_name: "KAJAANI", postcode_sv_name: "KAJANA", municipal_code: "205" };
  const source = {
    87100: { ...entry, postcode: "87100", type_code: "1" },
    "00075": { ...entry, postcode: "00075", type_code: "3" },
    99999: { ...entry, postcode: "99999", type_code: "1", municipal_code: "" },
  };
  expect(postalCodeRows(source)).toEqual([["87100", "Kajaani", "Kajana", "205"]]);
});
