import { afterEach, expect, test, vi } from "vitest";
import { copyWithoutSoftHyphens } from "./copied-text";

copyWithoutSoftHyphens();
afterEach(() => vi.restoreAllMocks());

function copy(selected: string): { text: string | undefined; isOurs: boolean } {
  vi.spyOn(globalThis, "getSelection").mockReturnValue({ toString: () => selected } as Selection);
  let text: string | undefined;
  const clipboardData = { setData: (_: string, value: string) => (text = value) };
  const event = Object.assign(new Event("copy", { cancelable: true }), { clipboardData });
  document.dispatchEvent(event);
  return { text, isOurs: event.defaultPrevented };
}

test("what is copied has no soft hyphens", () => {
  expect(copy("kortin\u00adhal\u00adtija ja muut")).toEqual({ text: "kortinhaltija ja muut", isOurs: true });
});

test("what has none is the browser's to copy, with its tables and links", () => {
  expect(copy("kortti")).toEqual({ text: undefined, isOurs: false });
});
