// The counter with scripts: local first, nothing lost. Where this phone's storage does not open the plain forms stay, and
// the line of state says so: visits may wait in it.
import { isWhole, readCode } from "../../card-code";
import { warmUp } from "../../card-list/card-list";
import { keepListFresh } from "../../card-list/refresh";
import { ensureDevice, storedDevice } from "../../device/device";
import { watchOutbox } from "../../outbox/state";
import { startSync } from "../../outbox/sync";
import { signal, unlockSound } from "../../scanner/signals";
import { StorageError } from "../../storage/storage-error";
import { Day } from "./day";
import { prepareDisclosures } from "./dialogs";
import { part, show } from "./pieces";
import { CounterScreen } from "./screen";
import { keepHeader } from "./site-header";
import { StateLine } from "./state-line";
import { type Texts, textsOf } from "./texts";
import type { Way } from "./verdict";
import { Where } from "./where";

const DAY_REFRESH_MS = 60_000;

export function enhance(root: HTMLElement): void {
  const texts = textsOf(root);
  prepareDisclosures(root);
  keepHeader(root);
  // The sound needs a tap or a key first, and any will do.
  for (const first of ["pointerdown", "keydown"]) addEventListener(first, unlockSound, { once: true });
  listen(
    root,
    open(root, texts).catch((error) => withoutScreen(root, texts, error)),
    texts,
  );
}

/** Null where nobody has introduced this phone to the register: then the page's own forms do it. */
async function open(root: HTMLElement, texts: Texts): Promise<CounterScreen | null> {
  const venueId = Number(root.dataset.venue) || null;
  const introduced = await ensureDevice(venueId);
  const device = await storedDevice();
  if (!device && introduced.kind === "unreachable") new StateLine(root, texts).showUnknownPhone();
  // A phone that is still another venue's must not record for this one.
  if (!device || (venueId !== null && device.venueId !== venueId)) return null;
  const where = new Where(root, texts);
  const day = new Day(root, texts, () => void where.refresh());
  const screen = new CounterScreen(root, texts, where, {
    legacyLetters: new Set(root.querySelector<HTMLInputElement>('input[name="code"]')?.dataset.legacyLetters),
    mostChildrenOfGroup: Number(root.dataset.mostChildren),
    repeatMs: Number(root.dataset.repeatMinutes) * 60_000,
    fastUndoMs: Number(root.dataset.fastUndoSeconds) * 1000,
    lastHere: async (code) => day.lastRecorded(code),
    lastUnsentHere: async (code) => day.lastUnsent(code),
  });
  part(root, "plain").addEventListener("click", () => screen.openOrdinary());
  keepUp(new StateLine(root, texts), day);
  await screen.bringBackKept();
  return screen;
}

/** The page's own forms do the work; what may wait on this phone is not forgotten by that. */
function withoutScreen(root: HTMLElement, texts: Texts, error: unknown): null {
  if (!(error instanceof StorageError)) console.error("The counter did not start", error);
  void new StateLine(root, texts).showUnopened(error instanceof StorageError ? error.reason : "broken");
  return null;
}

/** From the first moment: a card read while the phone still introduces itself waits for that, not for a page. */
function listen(root: HTMLElement, opening: Promise<CounterScreen | null>, texts: Texts): void {
  const field = root.querySelector<HTMLInputElement>('input[name="code"]');
  const form = field?.form;
  if (!field || !form) return;
  keepKeyboardShut(field);
  let open: CounterScreen | null = null;
  void opening.then((screen) => {
    open = screen;
  });
  const check = async (event: SubmitEvent) => {
    // Before the enhancement that sends a form once: this one is never sent.
    event.preventDefault();
    event.stopImmediatePropagation();
    const way = wayOf(field);
    const reading = readCode(field.value, new Set());
    const wrong = reading.kind === "two-meanings" ? texts.twoMeanings : texts.wrongCode;
    if (!reading.code && open?.turnToAnswer()) return;
    showWrong(root, isWhole(reading) ? "" : ((reading.code ? wrong : texts.noCode) ?? ""));
    if (!isWhole(reading)) {
      signal("foreign");
      return field.select();
    }
    const screen = await opening;
    if (!screen?.canSave) return form.submit();
    field.value = "";
    field.inputMode = "none";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await screen.check(reading.code, way);
  };
  form.addEventListener("submit", (event) => void check(event), { capture: true });
}

/** Said by whoever filled the field; a hand says nothing. */
function wayOf(field: HTMLInputElement): Way {
  const said = field.dataset.way;
  delete field.dataset.way;
  return said === "camera" || said === "scanner" ? said : "typed";
}

/** The field has the focus for a scanner's sake; the keyboard on the screen comes only to a finger on the field. */
function keepKeyboardShut(field: HTMLInputElement): void {
  field.inputMode = "none";
  field.addEventListener("pointerdown", () => {
    field.inputMode = "text";
  });
}

function showWrong(root: HTMLElement, message: string): void {
  const element = part(root, "wrong");
  element.textContent = message;
  show(element, message !== "");
  root.querySelector('input[name="code"]')?.setAttribute("aria-invalid", String(message !== ""));
}

function keepUp(line: StateLine, day: Day): void {
  void warmUp().catch(() => undefined);
  let drawn = "";
  watchOutbox((state) => {
    line.showOutbox(state);
    // That something is being saved changes nothing of the day before it has been.
    const now = JSON.stringify({ ...state, isSaving: false });
    if (now !== drawn) void day.refresh();
    drawn = now;
  });
  keepListFresh(() => void line.showList());
  void line.showList();
  startSync();
  void day.ask();
  setInterval(() => document.visibilityState === "visible" && void day.ask(), DAY_REFRESH_MS);
}
