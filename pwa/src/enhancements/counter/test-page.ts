// For tests: a counter's screen on a phone that has just been introduced, and the parts of the counter's page that its script needs, as the
// templates name them.
import { vi } from "vitest";
import { FakeRegister } from "../../fake-register/fake-register";
import { freshStorage } from "../../storage/fresh-storage";
import type { CounterScreen } from "./screen";
import type { Surroundings } from "./verdict";

const PARTS = [
  ...[
    "where",
    "venue",
    "event",
    "device",
    "state",
    "state-icon",
    "menu",
    "flashes",
    "spoken",
    "stage",
    "check",
  ],
  ...["said", "wrong", "group", "group-hint", "members", "record-group", "leave-group", "sheet-place"],
  ...["kept", "last", "last-facts", "last-undo", "last-undo-label", "open-day", "today-count", "close-day"],
  ...["waiting-title", "not-saved-sentence", "ordinary", "events", "no-events"],
];
const stepper = (name: string) =>
  `<div data-slot="${name}"><p data-slot="too-many" hidden></p><div class="kk-stepper" data-enhance="stepper">
   <input></div></div>`;
const SHEET = `<form><b data-sign="valid"></b><h1 data-slot="word"></h1><p data-slot="reason"></p>
  <i data-slot="code"></i><i data-slot="kind"></i><i data-slot="day"></i>
  <div data-slot="offers"><select><option value=""></option></select></div>
  <div data-slot="kinds"><input type="radio" value="ticket" checked><input type="radio" value="course"></div>
  ${stepper("children")}<p data-slot="no-children"></p>${stepper("assistants")}
  <div data-slot="advice-block"><p data-slot="advice"></p></div><p data-slot="confirmation"></p>
  <button data-slot="record"></button><button type="button" data-slot="correct"></button>
  <button type="button" data-slot="undo"></button><button type="button" data-slot="close"></button></form>`;
const MEMBER = `<li><i data-slot="code"></i><i data-slot="says"></i><button data-slot="remove"></button>
  <i data-slot="remove-label"></i></li>`;
const KEPT = `<li><button data-slot="open"></button><button data-slot="record"></button><i data-slot="record-label"></i>
  <button data-slot="drop"></button><i data-slot="drop-label"></i></li>`;
const TEXTS = {
  words: {
    valid: "Valid",
    repeated: "Repeated",
    refused: "Not valid",
    unknown: "Unknown",
    mistyped: "Check",
  },
  refusals: { card_expired: "Expired." },
  advice: {},
  kinds: {},
  ...{
    adult: "1 adult",
    adultAndChildren: "1 adult and {count} children",
    notIncluded: "Not included: {why}",
  },
  ...{ groupOf: "Record the group: {count}", nobodyElse: "Only this card", record: "Record" },
  undoneLast: "Undone: {facts}",
};

function counterPage(): HTMLElement {
  document.body.innerHTML = `<div data-is-fast="false">
    <script type="application/json" data-counter="texts">${JSON.stringify(TEXTS)}</script>
    ${PARTS.map((name) => `<button type="button" data-counter="${name}"></button>`).join("")}
    <select data-counter="event-choice"><option value=""></option></select>
    <dialog data-counter="where-dialog"></dialog><dialog data-counter="not-saved"></dialog>
    <form><input name="code"></form>
    <template data-counter="sheet">${SHEET}</template><template data-counter="member">${MEMBER}</template>
    <template data-counter="kept-card">${KEPT}</template></div>`;
  return document.body.firstElementChild as HTMLElement;
}

export interface OpenScreen {
  root: HTMLElement;
  screen: CounterScreen;
  register: FakeRegister;
  around: Surroundings;
  /** Until everything that was begun has been done: the storage of tests answers within a few turns. */
  settled(): Promise<void>;
}

export async function openScreen(fastUndoMs = 60_000): Promise<OpenScreen> {
  freshStorage();
  localStorage.clear();
  const register = new FakeRegister();
  register.open();
  vi.resetModules(); // no day and no list that another test has heard of
  const { ensureDevice, forgetDevice } = await import("../../device/device");
  const [{ CounterScreen }, { outboxState }, { textsOf }, { Where }] = await Promise.all([
    import("./screen"),
    import("../../outbox/state"),
    import("./texts"),
    import("./where"),
  ]);
  await forgetDevice();
  await ensureDevice(7);
  const root = counterPage();
  const texts = textsOf(root);
  const around = {
    ...{ legacyLetters: new Set("A"), mostChildrenOfGroup: 20, repeatMs: 0, fastUndoMs },
    lastHere: async () => null,
    lastUnsentHere: async () => null,
  };
  const screen = new CounterScreen(root, texts, new Where(root, texts), around);
  const settled = async () => {
    do {
      for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setTimeout(resolve));
    } while (outboxState().isSaving);
  };
  return { root, screen, register, around, settled };
}
