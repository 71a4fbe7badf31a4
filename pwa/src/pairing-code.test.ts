import { expect, test } from "vitest";
import contract from "../../tests/contracts/pairing_codes.json";
import { readPairingCode } from "./pairing-code";

test.each(contract)("$typed is $reading: $kind", ({ typed, reading }) => {
  expect(readPairingCode(typed)).toBe(reading);
});

test("every wrong character and every swap of neighbours is found", () => {
  const code = contract.find(({ kind }) => kind === "slip")?.typed ?? "";
  expect(code).toHaveLength(14);
  for (let index = 0; index < code.length; index += 1) {
    for (const other of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
      const changed = code.slice(0, index) + other + code.slice(index + 1);
      if (changed !== code) expect(readPairingCode(changed), changed).toBe("mistyped");
    }
    const swapped =
      code.slice(0, index) + code.charAt(index + 1) + code.charAt(index) + code.slice(index + 2);
    if (swapped !== code) expect(readPairingCode(swapped), swapped).toBe("mistyped");
  }
});
