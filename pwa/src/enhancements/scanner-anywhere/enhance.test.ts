import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { enhance } from "./enhance";
import { keysOf, type Setting } from "./scanner-keys";

const CODE = "A045198723";
const OTHER = "K715029346";
const HOME: Setting = { scanner: "fi", computer: "fi" };

let now = 10_000;
let sent: { code: string; way: string }[] = [];
let clicks = 0;

const by = <T extends HTMLElement>(selector: string) => document.querySelector(selector) as T;
const field = () => by<HTMLInputElement>('input[name="code"]');
const codesSent = () => sent.map(({ code }) => code);

const listening = vi.spyOn(document, "addEventListener");

beforeEach(() => {
  vi.useFakeTimers();
  now += 10_000;
  sent = [];
  clicks = 0;
  document.body.innerHTML = `<button id="record" type="button">Record</button>
    <input id="children" inputmode="numeric" value="2"><input id="age" type="number" value="7">
    <input id="note" value="Hei"><textarea id="long">Hei</textarea>
    <select id="offer"><option>Ei mikään</option><option>Aamukonsertti</option></select>
    <details open><summary id="more" tabindex="0">More</summary><a id="link" href="#x">Link</a></details>
    <input id="ticket" type="radio" checked><dialog><button id="close">Close</button></dialog>
    <form><input name="code"><button id="check">Check</button></form>`;
  const form = by<HTMLFormElement>("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sent.push({ code: field().value, way: field().dataset.way ?? "typed" });
    field().value = "";
  });
  for (const button of document.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      clicks += 1;
    });
  }
  enhance(form);
});

afterEach(() => {
  // One page's listeners must not hear the next test's keys.
  for (const [name, listener] of listening.mock.calls) {
    document.removeEventListener(name, listener as EventListener, { capture: true });
  }
  listening.mockClear();
  vi.useRealTimers();
});

/** One key of a keyboard; what nobody stopped does what a browser does with it. */
function press(init: KeyboardEventInit, gap: number): boolean {
  now += gap;
  vi.advanceTimersByTime(gap);
  const target = (document.activeElement ?? document.body) as HTMLElement;
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, "timeStamp", { value: now });
  const isLeft = target.dispatchEvent(event);
  if (isLeft) happen(target, event);
  return isLeft;
}

function happen(target: HTMLElement, { key, ctrlKey, altKey }: KeyboardEvent): void {
  const isTyped = key.length === 1 && ctrlKey === altKey;
  const holdsText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (holdsText && target.type !== "radio" && isTyped) insert(target, key);
  if (target instanceof HTMLSelectElement && key.toUpperCase() === "A") target.selectedIndex = 1;
  if (key !== "Enter") return;
  if (target instanceof HTMLButtonElement) target.click();
  if (target === field()) field().form?.requestSubmit();
}

function insert(target: HTMLInputElement | HTMLTextAreaElement, key: string): void {
  if (target.type === "number") {
    if (/\d/.test(key)) target.value += key;
    return;
  }
  const caret = target.selectionStart ?? target.value.length;
  target.value = target.value.slice(0, caret) + key + target.value.slice(target.selectionEnd ?? caret);
  target.setSelectionRange(caret + 1, caret + 1);
  target.dispatchEvent(new Event("input", { bubbles: true }));
}

const SUFFIXES: Readonly<Record<string, readonly KeyboardEventInit[]>> = {
  nothing: [],
  Enter: [{ key: "Enter", code: "Enter" }],
  Tab: [{ key: "Tab", code: "Tab" }],
  "CR LF as Enter twice": [{ key: "Enter" }, { key: "Enter" }],
  "CR LF as Enter and Ctrl+J": [{ key: "Enter" }, { key: "j", ctrlKey: true }],
};

interface Scan {
  text?: string;
  setting?: Setting;
  gap?: number;
  suffix?: string;
}

function scan({ text = CODE, setting = HOME, gap = 80, suffix = "Enter" }: Scan = {}): void {
  for (const init of keysOf(text, setting)) {
    if (init.shiftKey) press({ key: "Shift", code: "ShiftLeft", shiftKey: true }, 0);
    press(init, gap);
  }
  for (const init of SUFFIXES[suffix] ?? []) press(init, gap);
}

function wait(milliseconds: number): void {
  now += milliseconds;
  vi.advanceTimersByTime(milliseconds);
}

/** Everything on the page that a key may change. */
const rest = () => [
  ...["#children", "#age", "#note", "#long"].map((name) => by<HTMLInputElement>(name).value),
  by<HTMLSelectElement>("#offer").selectedIndex,
  by<HTMLInputElement>("#ticket").checked,
  by<HTMLDetailsElement>("details").open,
  clicks,
];

const PLACES = [
  "body",
  "#record",
  "#children",
  "#age",
  "#note",
  "#long",
  "#offer",
  "#more",
  "#link",
  "#ticket",
];
const EVERYWHERE = [...PLACES, 'input[name="code"]', "#close", "#check"];

function focusOn(place: string): void {
  (document.activeElement as HTMLElement | null)?.blur();
  if (place === "#close") by<HTMLDialogElement>("dialog").showModal();
  if (place !== "body") by(place).focus();
}

const SENT: readonly (readonly [string, Scan])[] = [
  ["plain", {}],
  ["an AIM identifier", { text: `]A0${CODE}` }],
  [
    "AIM by a US scanner on a Finnish computer",
    { text: `]A0${CODE}`, setting: { scanner: "us", computer: "fi" } },
  ],
  ["AIM of Code 128, the same way", { text: `]C0${CODE}`, setting: { scanner: "us", computer: "fi" } }],
  [
    "AIM by a Finnish scanner on a US computer",
    { text: `]Q3${CODE}`, setting: { scanner: "fi", computer: "us" } },
  ],
  ["stars", { text: `*${CODE}*` }],
  [
    "stars by a US scanner on a Finnish computer",
    { text: `*${CODE}*`, setting: { scanner: "us", computer: "fi" } },
  ],
  [
    "stars by a Finnish scanner on a US computer",
    { text: `*${CODE}*`, setting: { scanner: "fi", computer: "us" } },
  ],
  ["Caps Lock", { setting: { ...HOME, isCapsLocked: true } }],
  ["Shift stuck on a Finnish computer", { setting: { ...HOME, isShiftStuck: true } }],
  ["Shift stuck on a US computer", { setting: { scanner: "us", computer: "us", isShiftStuck: true } }],
  [
    "Shift stuck, an AIM identifier, both ways",
    { text: `]A0${CODE}`, setting: { scanner: "us", computer: "fi", isShiftStuck: true } },
  ],
  ["small letters", { text: CODE.toLowerCase() }],
];

describe.each(EVERYWHERE)("with the focus on %s", (place) => {
  describe.each(Object.keys(SUFFIXES))("and %s at the end", (suffix) => {
    test.each(SENT)("%s: the card is read once, and nothing else happens", (_, what) => {
      for (const gap of [80, 3]) {
        focusOn(place);
        const [before, focused] = [rest(), document.activeElement];
        sent = [];
        scan({ ...what, suffix, gap });
        wait(1000);
        expect(sent).toEqual([{ code: CODE, way: "scanner" }]);
        expect(rest()).toEqual(before);
        if (place !== "#close") expect(document.activeElement).toBe(focused);
        expect(field().value).toBe("");
      }
    });
  });

  test("the next card is read while the first is still on the screen, also without a suffix", () => {
    focusOn(place);
    scan({ suffix: "nothing" });
    scan({ text: OTHER, suffix: "nothing", gap: 70 });
    wait(1000);
    expect(codesSent()).toEqual([CODE, OTHER]);
  });
});

test("signs that two keyboards give for different digits are told apart by their keys", () => {
  focusOn("#children");
  scan({ text: "A666888999", setting: { ...HOME, isShiftStuck: true } });
  scan({ text: "A777999000", setting: { scanner: "us", computer: "us", isShiftStuck: true } });
  expect(codesSent()).toEqual(["A666888999", "A777999000"]);
});

test("what the field held before is not part of the card", () => {
  field().value = "A99";
  focusOn('input[name="code"]');
  scan();
  expect(codesSent()).toEqual([CODE]);
});

test("the focus may move while the scanner types", () => {
  focusOn("#children");
  const keys = keysOf(CODE, HOME);
  for (const init of keys.slice(0, 3)) press(init, 80);
  by("#record").focus();
  for (const init of keys.slice(3, 7)) press(init, 80);
  field().focus();
  for (const init of keys.slice(7)) press(init, 80);
  wait(1000);
  expect([codesSent(), by<HTMLInputElement>("#children").value]).toEqual([[CODE], "2"]);
});

test("a page that hears late of keys pressed in time reads the card all the same", () => {
  for (const place of ["#children", "#note", "#record"]) {
    focusOn(place);
    const before = rest();
    for (const init of keysOf(CODE, HOME)) {
      press(init, 80);
      vi.advanceTimersByTime(1000);
    }
    press({ key: "Enter" }, 80);
    expect(rest()).toEqual(before);
  }
  expect(codesSent()).toEqual([CODE, CODE, CODE]);
});

test("a dialog over the page is closed by a card, one beside it is not", () => {
  const dialog = by<HTMLDialogElement>("dialog");
  dialog.showModal();
  by("#close").focus();
  vi.spyOn(dialog, "matches").mockReturnValue(true);
  scan();
  expect([codesSent(), dialog.open]).toEqual([[CODE], false]);
  dialog.show();
  vi.spyOn(dialog, "matches").mockReturnValue(false);
  scan({ text: OTHER });
  expect([codesSent(), dialog.open]).toEqual([[CODE, OTHER], true]);
});

const type = (text: string, gap: number) => {
  for (const init of keysOf(text, { scanner: "fi", computer: "fi" })) press(init, gap);
};

describe("hands", () => {
  test.each([
    ["#children", "10000", 120, "210000"],
    ["#children", "3", 80, "23"],
    ["#children", "A1", 90, "2A1"],
    ["#note", "kulttuuri", 90, "Heikulttuuri"],
    ["#note", "aloitan", 40, "Heialoitan"],
    ["#note", "A1234", 90, "HeiA1234"],
    ["#note", "K123abc", 90, "HeiK123abc"],
    ["#note", "A999123453", 350, "HeiA999123453"],
    ["#note", "A999123453", 200, "HeiA999123453"],
    ["#offer", "Aamu", 60, "Aamukonsertti"],
    ["#long", "katu12345", 110, "Heikatu12345"],
  ])("in %s: %s, %d ms a key, stays", (place, text, gap, holds) => {
    focusOn(place);
    type(text, gap);
    wait(1000);
    expect([by<HTMLInputElement>(place).value, sent, field().value]).toEqual([holds, [], ""]);
  });

  test("what was taken for a scanner comes back where the caret was", () => {
    focusOn("#note");
    by<HTMLInputElement>("#note").setSelectionRange(1, 2);
    type("K1234", 90);
    expect(by<HTMLInputElement>("#note").value).toBe("Hei");
    wait(1000);
    expect(by<HTMLInputElement>("#note").value).toBe("HK1234i");
    type("5", 400);
    expect(by<HTMLInputElement>("#note").value).toBe("HK12345i");
  });

  test("a form hears of what comes back", () => {
    const heard: string[] = [];
    by("#note").addEventListener("input", () => heard.push(by<HTMLInputElement>("#note").value));
    focusOn("#note");
    type("K1234", 90);
    wait(1000);
    expect(heard.at(-1)).toBe("HeiK1234");
  });

  test("a code typed in its own field waits for Enter, which says that it was typed", () => {
    focusOn('input[name="code"]');
    type(CODE, 200);
    wait(2000);
    expect([sent, field().value]).toEqual([[], CODE]);
    press({ key: "Enter" }, 0);
    expect(sent).toEqual([{ code: CODE, way: "typed" }]);
  });

  test("a code typed with the focus nowhere is seen in its field", () => {
    focusOn("#record");
    type(CODE, 250);
    expect([field().value, document.activeElement]).toEqual([CODE, field()]);
    press({ key: "Enter" }, 300);
    expect([sent, clicks]).toEqual([[{ code: CODE, way: "typed" }], 0]);
  });

  test("who corrects at once what they typed fast does not send it", () => {
    focusOn('input[name="code"]');
    type(CODE, 60);
    press({ key: "Backspace" }, 60);
    wait(1000);
    expect(sent).toEqual([]);
  });

  test("Enter, Tab, Space and arrows do what they do when nothing was typed", () => {
    focusOn("#record");
    const keys = ["Enter", "Tab", " ", "ArrowDown", "Escape"];
    expect(keys.map((key) => press({ key }, 1000))).toEqual(keys.map(() => true));
    expect(clicks).toBe(1);
  });

  test("the Enter that records comes through once somebody has seen the verdict", () => {
    focusOn("#record");
    scan();
    expect(press({ key: "Enter" }, 250)).toBe(true);
    scan({ suffix: "nothing" });
    wait(1000);
    expect(press({ key: "Enter" }, 100)).toBe(true);
    expect([codesSent(), clicks]).toEqual([[CODE, CODE], 2]);
  });

  test("an Enter pressed late behind a code that was typed fast records nothing", () => {
    focusOn('input[name="code"]');
    type(CODE, 100);
    wait(600);
    by("#record").focus(); // as a counter does that shows a verdict
    expect(press({ key: "Enter" }, 100)).toBe(false);
    expect([codesSent(), clicks]).toEqual([[CODE], 0]);
    expect(press({ key: "Enter" }, 300)).toBe(true);
  });

  test("a code typed fast with the focus nowhere and a pause in its middle is whole", () => {
    focusOn("body");
    type(CODE.slice(0, 4), 5);
    wait(500);
    type(CODE.slice(4), 5);
    expect(field().value).toBe(CODE);
  });

  test("Enter after another key is nobody's suffix", () => {
    focusOn("#record");
    scan();
    press({ key: "ArrowDown" }, 20);
    expect(press({ key: "Enter" }, 20)).toBe(true);
  });

  test("shortcuts and held keys are no scan", () => {
    focusOn("#record");
    for (const key of CODE) press({ key, ctrlKey: true }, 10);
    for (const key of "1111111111") press({ key, repeat: true }, 10);
    wait(1000);
    expect([sent, field().value]).toEqual([[], ""]);
  });
});

describe("what is no card", () => {
  test.each(["#record", "#children", "#note"])("with the focus on %s is told beside the code", (place) => {
    focusOn(place);
    const before = rest();
    scan({ text: "6416453000125", gap: 10 });
    expect([codesSent(), rest()]).toEqual([["6416453000125"], before]);
  });

  test("without a suffix it stands in the code's field, to be seen", () => {
    focusOn("#children");
    const before = rest();
    scan({ text: "6416453000125", gap: 10, suffix: "nothing" });
    wait(1000);
    expect([sent, field().value, document.activeElement, rest()]).toEqual([
      [],
      "6416453000125",
      field(),
      before,
    ]);
  });

  test("the Enter of a scanner that lost its beginning presses no button", () => {
    focusOn("#record");
    type("A9", 200);
    expect(press({ key: "Enter" }, 300)).toBe(false);
    expect([sent, clicks]).toEqual([[], 0]);
  });
});

describe("a form in which the code is one answer of several", () => {
  beforeEach(() => {
    listening.mock.calls.map(([name, listener]) =>
      document.removeEventListener(name, listener as EventListener, { capture: true }),
    );
    field().dataset.enter = "moves";
    enhance(by("form"));
  });

  test("holds a card that was read beside the field, and is not sent", () => {
    for (const place of ["#children", "#note", "#offer", "#record"]) {
      field().value = "";
      focusOn(place);
      const before = rest();
      scan();
      expect([field().value, sent, rest()]).toEqual([CODE, [], before]);
    }
  });

  test("leaves what is read in the field to the field", () => {
    focusOn('input[name="code"]');
    for (const init of keysOf(CODE, HOME)) press(init, 5);
    wait(1000);
    expect([field().value, sent]).toEqual([CODE, []]);
    press({ key: "Enter" }, 5);
    expect(codesSent()).toEqual([CODE]);
  });
});

test("a whole code that a phone's scanner inserts into the children's field is read", () => {
  const event = new InputEvent("beforeinput", {
    ...{ bubbles: true, cancelable: true, inputType: "insertText", data: `${CODE}\n` },
  });
  expect(by("#children").dispatchEvent(event)).toBe(false);
  expect(sent).toEqual([{ code: CODE, way: "scanner" }]);
});

test("a code that came back with an error is selected, so that the next scan replaces it", () => {
  field().defaultValue = "A99";
  enhance(by("form"));
  expect([field().selectionStart, field().selectionEnd]).toEqual([0, 3]);
});

test("what is being typed while the page wakes up is kept", () => {
  field().focus();
  field().value = "A9";
  field().setSelectionRange(2, 2);
  enhance(by<HTMLFormElement>("form"));
  expect([field().selectionStart, field().selectionEnd]).toEqual([2, 2]);
});
