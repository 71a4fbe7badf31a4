import { expect, test, vi } from "vitest";
import { enhanceWithin } from "./enhance";

test("an element may ask for several enhancements, and one that fails stops no other", async () => {
  document.body.innerHTML = '<form data-enhance="broken working"></form>';
  const enhance = vi.fn();
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  await enhanceWithin(document, async (name) => {
    if (name === "broken") throw new Error("not there");
    return { enhance };
  });
  expect(enhance).toHaveBeenCalledExactlyOnceWith(document.querySelector("form"));
});
