// The answer about one card, over the viewfinder: sign, word and reason above, choices below, and one bar to press.

import type { Offer } from "../../records/offer";
import { enhance as enhanceStepper } from "../stepper/enhance";
import { type Choice, choiceIn } from "./choice";
import { copyOf, optionOf, show, slot, write } from "./pieces";
import { fill, sentences, showCode, showDay, showMoment, type Texts } from "./texts";
import { isRecordable, type Verdict } from "./verdict";
import { adviceOf, reasonOf, signOf, wordOf } from "./words";

export interface Handlers {
  record(verdict: Verdict, choice: Choice): void;
  correct(verdict: Verdict): void;
  undo(): void;
  /** The number of children was changed on a card that has been recorded already. */
  amend(choice: Choice): void;
  close(): void;
}

export interface Remembered {
  kind: string | null;
  offerId: string | null;
}

/** How sure the answer is: `asking` the register, `confirmed`, `corrected` by it, or by the `list` alone. */
export type Certainty = "asking" | "confirmed" | "corrected" | "list";

/** From the decision to press to the press. */
const FINGER_MS = 500;

export class Sheet {
  readonly element: HTMLFormElement;
  #isRecorded = false;

  constructor(
    root: ParentNode,
    readonly verdict: Verdict,
    private readonly texts: Texts,
    private readonly today: string,
    private readonly handlers: Handlers,
  ) {
    this.element = copyOf(root, "sheet") as HTMLFormElement;
    this.#writeAnswer();
    this.#arrange();
    this.#listen();
  }

  get word(): string {
    return wordOf(this.verdict, this.texts);
  }

  /** For those who hear the screen. */
  get spoken(): string {
    const day = slot(this.element, "day")?.textContent ?? "";
    return sentences([this.word, reasonOf(this.verdict, this.texts), day]);
  }

  /** What is chosen now, whether or not it may be recorded like that. */
  get choice(): Choice {
    return choiceIn(this.element, this.verdict.isCommunity);
  }

  confirm(how: Certainty): void {
    const { listMadeAt, isStale } = this.verdict;
    const moment = listMadeAt === null ? "" : showMoment(listMadeAt, this.texts, this.today);
    const byList = listMadeAt === null ? this.texts.offline : fill(this.texts.byList, { moment });
    const sentence = how === "list" ? sentences([byList, isStale ? this.texts.stale : ""]) : this.texts[how];
    write(this.element, "confirmation", sentence ?? "");
    this.element.dataset.confirmed = how;
  }

  offer(offers: readonly Offer[], remembered: Remembered): void {
    const select = slot(this.element, "offers")?.querySelector("select");
    for (const { id, name } of select ? offers : []) select?.append(optionOf(name, String(id)));
    if (select && offers.some(({ id }) => String(id) === remembered.offerId)) {
      select.value = remembered.offerId ?? "";
    }
    show(slot(this.element, "offers"), offers.length > 0 && isRecordable(this.verdict));
    const kind = this.verdict.isCommunity ? "ticket" : remembered.kind;
    const radio = this.element.querySelector<HTMLInputElement>(`input[type="radio"][value="${kind}"]`);
    if (radio) radio.checked = true;
  }

  /** What was chosen before: while the register was being asked, or before another card came in between. */
  choose({ kind, children, assistants, offerId }: Choice): void {
    const radio = this.element.querySelector<HTMLInputElement>(`input[type="radio"][value="${kind}"]`);
    if (radio) radio.checked = true;
    const inputs = [...this.element.querySelectorAll<HTMLInputElement>(".kk-stepper input")];
    for (const [index, count] of [children, assistants].entries()) {
      const input = inputs[index];
      if (!input || Number.isNaN(count)) continue;
      input.value = String(count);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const select = slot(this.element, "offers")?.querySelector("select");
    if (select) select.value = String(offerId ?? "");
  }

  /** A venue's fast mode has recorded the card by itself: what is left is to add children, or to undo. */
  becomeRecorded(): void {
    this.#isRecorded = true;
    this.element.dataset.recorded = "true";
    write(this.element, "word", this.texts.recordedWord ?? "");
    for (const name of ["offers", "kinds", "assistants", "record", "no-children"])
      show(slot(this.element, name), false);
    this.offerUndo();
    slot(this.element, "children")
      ?.querySelector("input")
      ?.addEventListener("input", () => this.#whenRight((choice) => this.handlers.amend(choice)));
  }

  offerUndo(): void {
    show(slot(this.element, "undo"), true);
  }

  /** *Record* stood in its place until now: a finger that was on its way there must not undo. */
  spareUndo(): void {
    const undo = slot(this.element, "undo");
    if (!undo) return;
    undo.inert = true;
    setTimeout(() => {
      undo.inert = false;
    }, FINGER_MS);
  }

  /** Without scrolling: Enter on a keyboard, a tap on a phone. */
  focus(): void {
    const record = slot(this.element, "record");
    (record?.hidden ? slot(this.element, "close") : record)?.focus({ preventScroll: true });
  }

  #writeAnswer(): void {
    const { code, isCommunity, lastDay, tone, reason, mostChildren } = this.verdict;
    const sign = signOf(this.verdict);
    this.element.classList.add(`kk-tone-${sign}`);
    this.element.dataset.tone = tone;
    show(this.element.querySelector(`[data-sign="${sign}"]`), true);
    write(this.element, "word", this.word);
    const said = reasonOf(this.verdict, this.texts);
    write(this.element, "reason", said);
    show(slot(this.element, "reason"), said !== "");
    write(this.element, "code", showCode(code));
    const isExpired = reason === "card_expired";
    const day = lastDay && (tone !== "refused" || isExpired) ? { day: showDay(lastDay) } : null;
    write(this.element, "day", day ? fill(isExpired ? this.texts.lastDayWas : this.texts.lastDay, day) : "");
    const isKnown = (tone === "valid" || tone === "repeated") && lastDay !== null;
    write(
      this.element,
      "kind",
      isKnown ? ((isCommunity ? this.texts.community : this.texts.personal) ?? "") : "",
    );
    const stepper = slot(this.element, "children")?.querySelector<HTMLElement>(".kk-stepper");
    if (stepper && lastDay !== null) stepper.dataset.maximum = String(mostChildren);
  }

  #arrange(): void {
    const { tone, isCommunity, lastDay, mostChildren, isDoubtful } = this.verdict;
    const canRecord = isRecordable(this.verdict);
    // Of a card this phone does not know the register will say later how many children it may bring.
    const mayBring = mostChildren > 0 || tone === "unknown" || lastDay === null;
    const advice = canRecord ? "" : adviceOf(this.verdict, this.texts);
    write(this.element, "advice", advice);
    show(slot(this.element, "advice-block"), advice !== "");
    show(slot(this.element, "kinds"), canRecord && !isCommunity);
    show(slot(this.element, "children"), canRecord && mayBring);
    show(slot(this.element, "no-children"), canRecord && !mayBring);
    show(slot(this.element, "assistants"), canRecord);
    show(slot(this.element, "record"), canRecord);
    write(this.element, "record", this.#recordLabel());
    show(slot(this.element, "correct"), tone === "mistyped" || isDoubtful);
    slot(this.element, "record")?.classList.toggle("govuk-button--secondary", isDoubtful);
    const hint = slot(this.element, "children")?.querySelector(".govuk-hint");
    const most = lastDay === null ? "" : fill(this.texts.mostChildren, { most: mostChildren });
    if (hint) hint.textContent = isCommunity ? (this.texts.groupChildren ?? "") : most;
    for (const one of this.element.querySelectorAll<HTMLElement>('[data-enhance="stepper"]'))
      enhanceStepper(one);
  }

  #recordLabel(): string {
    const { tone, isCommunity, isDoubtful } = this.verdict;
    if (isCommunity) return this.texts.whoIsAlong ?? "";
    if (tone === "repeated") return this.texts.recordAgain ?? "";
    return (isDoubtful ? this.texts.recordAnyway : this.texts.record) ?? "";
  }

  #listen(): void {
    slot(this.element, "close")?.addEventListener("click", () => this.handlers.close());
    slot(this.element, "correct")?.addEventListener("click", () => this.handlers.correct(this.verdict));
    slot(this.element, "undo")?.addEventListener("click", () => this.handlers.undo());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#isRecorded || !isRecordable(this.verdict)) return;
      this.#whenRight((choice) => this.handlers.record(this.verdict, choice));
    });
  }

  /** A wrong number is reported beside it and kept as it was typed. */
  #whenRight(use: (choice: Choice) => void): void {
    const choice = this.choice;
    const message = this.#wrongIn(choice);
    write(this.element, "too-many", message);
    show(slot(this.element, "too-many"), message !== "");
    const input = slot(this.element, "children")?.querySelector("input");
    input?.setAttribute("aria-invalid", String(message !== ""));
    if (message) input?.focus();
    else use(choice);
  }

  #wrongIn({ kind, children, assistants }: Choice): string {
    if (Number.isNaN(children) || Number.isNaN(assistants)) return this.texts.wrongNumber ?? "";
    if (kind === "course" && children > 0) return this.texts.noChildrenOnCourse ?? "";
    const most = Number(
      slot(this.element, "children")?.querySelector<HTMLElement>(".kk-stepper")?.dataset.maximum,
    );
    return children > most ? fill(this.texts.tooMany, { most }) : "";
  }
}
