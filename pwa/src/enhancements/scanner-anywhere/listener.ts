// The keys of a page with a code's field: which are a scanner's, what becomes of them, and what is given back to hands.
import { sendRead } from "../../scanner/way-of-reading";
import { isModifier, isSuffix, type Key, keyOf } from "./key";
import { type Landing, landingOf } from "./landing";
import {
  begin,
  codeOf,
  gapBefore,
  given,
  goesOn,
  isBurst,
  isByMachine,
  isCodeSoFar,
  isForeign,
  LONGEST_GAP_MS,
  longer,
  paceOf,
  type Run,
} from "./run";

const QUIET_MS = 150; // behind a whole code, before it is sent without a suffix; or twice the scanner's own pace
const SUFFIX_MS = 500; // behind the last character
/** Behind a code that was sent without one: hands that typed it fast may still press Enter, and mean no other button. */
const LATE_SUFFIX_MS = 1000;
/** CR, then LF, at the pace of what came before: an Enter that records a visit must not be taken for it. */
const secondSuffixMs = (run: Run): number => 20 + 2 * paceOf(run);

/** A run, and where its keys went. */
interface Typing {
  run: Run;
  /** Where its first key landed, or would have; null where nothing is typed into. */
  readonly origin: Landing | null;
  readonly touched: Map<EventTarget, Landing>;
  /** Whether it began in the code's own field: there every key may land. */
  isAtHome: boolean;
  /** Whether keys have been kept from where they would have landed. */
  isHeld: boolean;
  /** Whether it is sure enough that all others will be. */
  isTaken: boolean;
}

/** Hears every key of the page, and sorts out whose it is. */
export class Listener {
  #typing: Typing | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Until when, in the page's time, a suffix belongs to the scan before it. */
  #suffixUntil = Number.NEGATIVE_INFINITY;
  #secondSuffixMs = 0;

  /** Whether the code is one answer of several: then a card is written down, and nothing is sent by it. */
  readonly #isOneOfSeveral: boolean;

  constructor(private readonly field: HTMLInputElement) {
    this.#isOneOfSeveral = field.dataset.enter === "moves";
  }

  hear(event: KeyboardEvent): void {
    if (isModifier(event)) return;
    // There the field itself knows what its keys do.
    if (this.#isOneOfSeveral && event.target === this.field) {
      this.#breakOff();
      return;
    }
    if (isSuffix(event)) this.#hearSuffix(event);
    else this.#hearKey(event, keyOf(event));
  }

  #hearKey(event: KeyboardEvent, key: Key | null): void {
    this.#suffixUntil = Number.NEGATIVE_INFINITY;
    if (!key) {
      this.#breakOff();
      return;
    }
    if (this.#typing && !goesOn(this.#typing.run, key)) this.#finish();
    if (this.#typing) this.#typing.run = longer(this.#typing.run, key);
    else this.#typing = this.#begin(begin(key), event.target);
    this.#land(this.#typing, event);
    this.#finishSoon(this.#typing);
  }

  /** Some scanners of phones insert the whole text at once, as a keyboard on the screen does a word. */
  hearInsertion(event: InputEvent): void {
    if (event.inputType !== "insertText" || landingOf(event.target)?.takesLetters) return;
    const code = codeOf({ keys: [...(event.data ?? "")].map(asKey), longestGap: 0 });
    if (code === null) return;
    event.preventDefault();
    this.#send(code);
  }

  #begin(run: Run, target: EventTarget | null): Typing {
    const isAtHome = target === this.field;
    const origin = landingOf(target);
    const touched = new Map(target && origin && !isAtHome ? [[target, origin]] : []);
    return { run, origin, touched, isAtHome, isHeld: false, isTaken: false };
  }

  #land(typing: Typing, event: KeyboardEvent): void {
    const { run, touched } = typing;
    if (!typing.isTaken && this.#isSure(typing)) {
      typing.isTaken = true;
      for (const landing of touched.values()) landing.restore();
    }
    if (event.target === this.field) return;
    if (typing.isTaken && !typing.origin && !isByMachine(run)) {
      this.#moveHome(typing, event);
      return;
    }
    const landing = landingOf(event.target);
    const mayLand = landing?.takesLetters || /^\d+$/.test(given(run));
    if (landing && event.target && mayLand && !typing.isTaken) {
      if (!touched.has(event.target)) touched.set(event.target, landing);
      return;
    }
    typing.isHeld = true;
    event.preventDefault();
    event.stopPropagation();
  }

  #isSure({ run, origin, isAtHome }: Typing): boolean {
    if (isAtHome) return false;
    return isBurst(run) || (isCodeSoFar(run) && (isByMachine(run) || origin === null));
  }

  /** Hands that type a code with the focus nowhere: they see it in its field, and go on there. */
  #moveHome(typing: Typing, event: KeyboardEvent): void {
    event.preventDefault();
    this.#write(given(typing.run));
    this.field.focus({ preventScroll: true });
    typing.isAtHome = true;
  }

  #finishSoon({ run }: Typing): void {
    clearTimeout(this.#timer);
    const isWhole = codeOf(run) !== null && isByMachine(run);
    const wait = isWhole ? Math.max(QUIET_MS, 2 * run.longestGap) : LONGEST_GAP_MS + 20;
    this.#timer = setTimeout(() => this.#pause(), wait);
  }

  /** A busy page may hear late of a key that was pressed in time: a code that is not whole may still go on. */
  #pause(): void {
    const typing = this.#typing;
    this.#finish();
    if (typing && !isScan(typing)) this.#typing = { ...typing, isHeld: false, isTaken: false };
  }

  #hearSuffix(event: KeyboardEvent): void {
    const typing = this.#typing;
    if (!typing || gapBefore(typing.run, event.timeStamp) > SUFFIX_MS) {
      this.#finish();
      if (event.timeStamp <= this.#suffixUntil) this.#swallowSuffix(event);
      return;
    }
    const { run } = typing;
    if (isScan(typing) || isOthers(typing)) {
      this.#finish();
      this.#secondSuffixMs = secondSuffixMs(run);
      this.#swallowSuffix(event);
      // Whose code it is not is told beside the field.
      if (codeOf(run) === null && !this.#isOneOfSeveral) sendRead(this.field, "scanner");
      return;
    }
    this.#breakOff();
    // Whatever it was that typed, it did not mean the button that has the focus.
    if (event.key === "Enter" && !landingOf(event.target)) swallow(event);
  }

  #swallowSuffix(event: KeyboardEvent): void {
    swallow(event);
    this.#suffixUntil = event.timeStamp + this.#secondSuffixMs;
  }

  /** By a key that no scanner sends: in the code's own field hands are at work. */
  #breakOff(): void {
    if (this.#typing?.isAtHome) this.#forget();
    else this.#finish();
  }

  #finish(): void {
    const typing = this.#forget();
    if (!typing) return;
    const { run, origin, isHeld } = typing;
    const code = codeOf(run);
    if (code !== null && isScan(typing)) {
      this.#suffixUntil = (run.keys.at(-1)?.at ?? 0) + LATE_SUFFIX_MS;
      this.#secondSuffixMs = secondSuffixMs(run);
      this.#send(code);
    } else if (isOthers(typing)) {
      this.#write(given(run));
      this.field.focus({ preventScroll: true });
      // What may become a code is gone on with after a pause; anything else is replaced by what is read next.
      if (isCodeSoFar(run)) this.field.setSelectionRange(this.field.value.length, this.field.value.length);
      else this.field.select();
    } else if (isHeld) {
      origin?.giveBack(given(run));
    }
  }

  #forget(): Typing | null {
    clearTimeout(this.#timer);
    const typing = this.#typing;
    this.#typing = null;
    return typing;
  }

  #send(code: string): void {
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) {
      if (dialog.matches(":modal") && !dialog.contains(this.field)) dialog.close();
    }
    this.#write(code);
    if (!this.#isOneOfSeveral) sendRead(this.field, "scanner");
  }

  #write(text: string): void {
    this.field.value = text;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const isScan = ({ run, isAtHome, isTaken }: Typing): boolean =>
  (isAtHome || isTaken) && isByMachine(run) && codeOf(run) !== null;

/** Something read that is no card's code, or typed where nothing is typed into: it is shown in the code's field. */
const isOthers = ({ run, origin, isAtHome, isTaken }: Typing): boolean =>
  isTaken && !isAtHome && (origin === null || isForeign(run));

const asKey = (character: string) => ({ given: character, inPlace: character, at: 0 });

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
