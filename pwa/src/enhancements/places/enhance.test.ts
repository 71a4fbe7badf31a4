import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";
import { STORAGE_KEY } from "./favourites";

const BUTTON = `<button hidden data-venue="7" data-name="Äänitalo <b>" data-text-saved="Take off">Save</button>`;
const LIST = `<section hidden><ul></ul></section>`;

beforeEach(() => {
  localStorage.clear();
});

afterEach(() => {
  vi.useRealTimers();
});

function enhanced(html: string): HTMLElement {
  document.body.innerHTML = html;
  const element = document.body.firstElementChild as HTMLElement;
  enhance(element);
  return element;
}

test("a place is saved on this phone, listed as a link, and removed again", () => {
  const button = enhanced(BUTTON);
  expect([button.hidden, button.textContent]).toEqual([false, "Save"]);
  button.click();
  expect(button.textContent).toBe("Take off");
  const list = enhanced(LIST);
  expect(list.hidden).toBe(false);
  const link = list.querySelector("a");
  expect([link?.getAttribute("href"), link?.textContent]).toEqual(["/kohteet/7", "Äänitalo <b>"]);
  const again = enhanced(BUTTON);
  expect(again.textContent).toBe("Take off");
  again.click();
  expect(again.textContent).toBe("Save");
  expect(enhanced(LIST).hidden).toBe(true);
});

test("the latest comes first", () => {
  localStorage.setItem(STORAGE_KEY, JSON.stringify([{ id: "3", name: "Museo" }]));
  enhanced(BUTTON).click();
  expect([...enhanced(LIST).querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual([
    "/kohteet/7",
    "/kohteet/3",
  ]);
});

test.each(["no list", '{"id": "7"}', '[null, 3, {"id": "../oma", "name": "x"}, {"id": "4"}]'])(
  "what is not a list of ours is no places: %s",
  (held) => {
    localStorage.setItem(STORAGE_KEY, held);
    expect(enhanced(LIST).hidden).toBe(true);
    const button = enhanced(BUTTON);
    button.click();
    expect(button.textContent).toBe("Take off");
  },
);

test("where the phone keeps nothing for us there is no button and no list", () => {
  const forbidden = () => {
    throw new DOMException("no", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: forbidden, setItem: forbidden });
  expect([enhanced(BUTTON).hidden, enhanced(LIST).hidden]).toEqual([true, true]);
});

test("where the storage is full the button does not say saved", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  const button = enhanced(BUTTON);
  button.click();
  expect(button.textContent).toBe("Save");
});

test.each([
  [30, "", true],
  [61, "", false],
  [30, "?word=uinti", false],
])(
  "a page of %i seconds ago that was made for its address%s tells its age or not",
  (age, query, isHidden) => {
    const madeAt = new Date(Date.now() - age * 1000).toISOString();
    const address = location.pathname + location.search + query;
    expect(enhanced(`<div hidden data-made-at="${madeAt}" data-address="${address}"></div>`).hidden).toBe(
      isHidden,
    );
  },
);
