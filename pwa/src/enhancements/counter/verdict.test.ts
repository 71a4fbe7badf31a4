import { beforeEach, expect, test, vi } from "vitest";
import { freshStorage } from "../../storage/fresh-storage";
import { Sheet } from "./sheet";
import { textsOf } from "./texts";
import type { Surroundings } from "./verdict";
import { reasonOf } from "./words";

const AROUND: Surroundings = {
  legacyLetters: new Set("A"),
  mostChildrenOfGroup: 20,
  repeatMs: 0,
  fastUndoMs: 0,
  lastHere: async () => null,
  lastUnsentHere: async () => null,
};
const TEXTS = {
  words: { refused: "Not valid", mistyped: "Check the code" },
  refusals: { card_expired: "The card has expired." },
  advice: { card_expired: "It can be renewed." },
  otherRefusal: "Refused, nobody here knows why.",
  otherAdvice: "It can be checked.",
};
const HANDLERS = { record: vi.fn(), correct: vi.fn(), undo: vi.fn(), amend: vi.fn(), close: vi.fn() };

let page: typeof import("./verdict");

beforeEach(async () => {
  freshStorage();
  vi.resetModules(); // no list that another test has read
  page = await import("./verdict");
});

function counter(): HTMLElement {
  document.body.innerHTML = `<div><script type="application/json" data-counter="texts">${JSON.stringify(TEXTS)}</script>
    <template data-counter="sheet"><form><h2 data-slot="word"></h2><p data-slot="reason"></p>
    <p data-slot="advice"></p></form></template></div>`;
  return document.body.firstElementChild as HTMLElement;
}

async function shownFor(answer: object): Promise<(string | null | undefined)[]> {
  const body = {
    code: "A999123453",
    kind: null,
    valid_until: null,
    most_children: 0,
    last_here: null,
    ...answer,
  };
  vi.stubGlobal("fetch", async () => Response.json(body));
  const reply = await page.judgeByRegister("A999123453", "scanner", null, AROUND);
  if (reply.kind !== "answer") throw new Error(reply.kind);
  const root = counter();
  const view = new Sheet(root, reply.body, textsOf(root), "2026-11-22", HANDLERS);
  const texts = ["[data-slot=reason]", "[data-slot=advice]"].map((name) => view.element.querySelector(name));
  return [reply.body.tone, ...texts.map((element) => element?.textContent)];
}

test("a reason that the page knows is said in the page's own words", async () => {
  const answer = { verdict: "card_expired", text: "other words", advice: "other advice" };
  expect(await shownFor(answer)).toEqual(["refused", "The card has expired.", "It can be renewed."]);
});

test("a reason of a later release is a refusal in the register's words", async () => {
  const answer = { verdict: "card_frozen", text: "The card is frozen.", advice: "It can be thawed." };
  expect(await shownFor(answer)).toEqual(["refused", "The card is frozen.", "It can be thawed."]);
});

test("a reason that nobody explains has one sentence that fits them all", async () => {
  const general = ["refused", "Refused, nobody here knows why.", "It can be checked."];
  expect(await shownFor({ verdict: "card_frozen" })).toEqual(general);
});

test("a phone without a list knows only whether a code was mistyped", async () => {
  expect((await page.judgeByPhone("A999123453", "scanner", AROUND)).reason).toBe("no-list");
  const mistyped = await page.judgeByPhone("B624948744", "scanner", AROUND);
  expect([mistyped.tone, reasonOf(mistyped, textsOf(counter()))]).toEqual(["mistyped", TEXTS.otherRefusal]);
});
