import { expect, test } from "vitest";
import { heldName, keepName } from "../holder-name/name";
import { enhance } from "./enhance";

test("the name goes with the card", () => {
  keepName("Aino");
  enhance();
  expect(heldName()).toBe("");
});
