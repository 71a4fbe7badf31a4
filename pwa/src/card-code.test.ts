import { describe, expect, test } from "vitest";
import contract from "../../tests/contracts/card_codes.json";
import { checkDigit, readCode, tidyCode } from "./card-code";

const legacy = new Set(contract.legacy_letters);

describe("the contract shared with the server", () => {
  test.each(contract.valid)("%s is well formed", (code) => {
    expect(readCode(code, legacy).kind).toBe("well-formed");
  });
  test.each(contract.bad_check_digit)("%s has a typing error", (code) => {
    expect(readCode(code, legacy).kind).toBe("bad-check-digit");
  });
  test.each(contract.bad_shape)("%j is no card code", (code) => {
    expect(readCode(code, legacy).kind).not.toBe("well-formed");
  });
});

test("every single wrong digit and every swap of neighbours is found", () => {
  const start = "K48291375";
  const code = `${start}${checkDigit(start)}`;
  for (let index = 1; index < 10; index += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      const changed = `${code.slice(0, index)}${digit}${code.slice(index + 1)}`;
      if (changed !== code) expect(readCode(changed, legacy).kind).toBe("bad-check-digit");
    }
    const swapped =
      code.slice(0, index) + code.charAt(index + 1) + code.charAt(index) + code.slice(index + 2);
    if (index > 0 && index < 9 && swapped !== code) {
      expect(readCode(swapped, legacy).kind).toBe("bad-check-digit");
    }
  }
});

test("an old series has no check digit", () => {
  expect(readCode("A999123453", new Set(["A"])).kind).toBe("well-formed");
});

test("while typing, spaces, hyphens and small letters do no harm", () => {
  expect(tidyCode(" a 999-123 453\n")).toBe("A999123453");
});

test.each(["", "K", "K4829", "K48291O", "]", "]A", "]A0", "]d2K4", "Ä", "A0K4", "*K4", "K/!"])(
  "%j may still become a code",
  (typed) => {
    expect(readCode(typed, legacy).kind).toBe("incomplete");
  },
);

test.each(["4", "KK", "K48291S", "K4829137561"])("%j cannot become a code any more", (typed) => {
  expect(readCode(typed, legacy).kind).toBe("bad-shape");
});
