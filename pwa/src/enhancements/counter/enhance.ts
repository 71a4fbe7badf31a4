// The counter with scripts: local first, nothing lost. Where this phone's storage does not open the plain forms stay, and
// the bar says so: visits may wait in it.
import { isWhole, readCode } from "../../card-code";
import { warmUp } from "../../card-list/card-list";
import { keepListFresh } from "../../card-list/refresh";
import { ensureDevice, storedDevice } from "../../device/device";
import { watchOutbox } from "../../outbox/state";
import { startSync } from "../../outbox/sync";
import { StorageError } from "../../storage/storage-error";
import { Bar } from "./bar";
import { Day } from "./day";
import { Desk } from "./desk";
import { part, show } from "./pieces";
import { type Texts, textsOf } from "./texts";

const DAY_REFRESH_MS = 60_000;

export function enhance(root: HTMLElement): void {
  const texts = textsOf(root);
  const desk = open(root, texts).catch((error) => withoutDesk(root, texts, error));
  listen(root, desk, texts);
}

/** Null where nobody has introduced this phone to the register: then the page's own forms do it. */
async function open(root: HTMLElement, texts: Texts): Promise<Desk | null> {
  const venueId = Number(root.dataset.venue) || null;
  await ensureDevice(venueId);
  const device = await storedDevice();
  // A phone that is still another venue's must not record for this one.
  if (!device || (venueId !== null && device.venueId !== venueId)) return null;
  const day = new Day(root, texts);
  const desk = new Desk(root, texts, day, {
    legacyLetters: new Set(root.querySelector<HTMLInputElement>('input[name="code"]')?.dataset.legacyLetters),
    mostChildrenOfGroup: Number(root.dataset.mostChildren),
    repeatMs: Number(root.dataset.repeatMinutes) * 60_000,
    lastHere: async (code) => day.lastRecorded(code),
  });
  keepUp(new Bar(root, texts), day);
  return desk;
}

/** The page's own forms do the work; what may wait on this phone is not forgotten by that. */
function withoutDesk(root: HTMLElement, texts: Texts, error: unknown): null {
  if (!(error instanceof StorageError)) console.error("The counter did not start", error);
  void new Bar(root, texts).showUnopened(error instanceof StorageError ? error.reason : "broken");
  return null;
}

/** From the first moment: a card read while the phone still introduces itself waits for that, not for a page. */
function listen(root: HTMLElement, opening: Promise<Desk | null>, texts: Texts): void {
  const field = root.querySelector<HTMLInputElement>('input[name="code"]');
  const form = field?.form;
  if (!field || !form) return;
  const check = async (event: SubmitEvent) => {
    // Before the enhancement that sends a form once: this one is never sent.
    event.preventDefault();
    event.stopImmediatePropagation();
    const reading = readCode(field.value, new Set());
    const wrong = reading.kind === "two-meanings" ? texts.twoMeanings : texts.wrongCode;
    showWrong(root, isWhole(reading) ? "" : ((reading.code ? wrong : texts.noCode) ?? ""));
    if (!isWhole(reading)) return field.select();
    const desk = await opening;
    if (!desk?.canSave) return form.submit();
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await desk.check(reading.code);
  };
  form.addEventListener("submit", (event) => void check(event), { capture: true });
}

function showWrong(root: HTMLElement, message: string): void {
  const element = part(root, "wrong");
  element.textContent = message;
  show(element, message !== "");
  root.querySelector('input[name="code"]')?.setAttribute("aria-invalid", String(message !== ""));
}

function keepUp(bar: Bar, day: Day): void {
  void warmUp().catch(() => undefined);
  watchOutbox((state) => {
    bar.showOutbox(state);
    void day.refresh();
  });
  keepListFresh(() => void bar.showList());
  void bar.showList();
  startSync();
  void day.ask();
  setInterval(() => document.visibilityState === "visible" && void day.ask(), DAY_REFRESH_MS);
}
