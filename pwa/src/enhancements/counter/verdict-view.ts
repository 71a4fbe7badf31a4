// The verdict that fills the screen, with the form that records.

import type { Offer } from "../../records/offer";
import { enhance as enhanceStepper } from "../stepper/enhance";
import { copyOf, show, slot, write } from "./pieces";
import { fill, showCode, showDay, showMoment, showTime, type Texts } from "./texts";
import type { Verdict } from "./verdict";

export interface Choice {
  kind: "ticket" | "course";
  children: number;
  assistants: number;
  offerId: number | null;
}

export interface Handlers {
  record(verdict: Verdict, choice: Choice): void;
  group(verdict: Verdict, choice: Choice): void;
  close(): void;
}

export interface Remembered {
  kind: string | null;
  offerId: string | null;
}

export class VerdictView {
  readonly element: HTMLElement;

  constructor(
    root: ParentNode,
    readonly verdict: Verdict,
    private readonly texts: Texts,
    private readonly today: string,
    handlers: Handlers,
  ) {
    this.element = copyOf(root, `verdict-${verdict.tone}`);
    const title = this.element.querySelector("h1");
    if (title) title.textContent = this.title;
    const reason = this.element.querySelector(".kk-verdict__reason");
    if (reason) reason.textContent = this.reason;
    this.#writeFacts();
    slot(this.element, "close")?.addEventListener("click", () => handlers.close());
    const form = this.element.querySelector("form");
    if (form) this.#prepare(form, handlers);
  }

  get title(): string {
    return titleOf(this.verdict, this.element, this.texts);
  }

  get reason(): string {
    const { tone, reason, lastHere } = this.verdict;
    if (tone === "repeated" && lastHere) return fill(this.texts.repeated, { at: showTime(lastHere) });
    if (tone === "unknown") {
      const sentences: Record<string, string | undefined> = {
        "no-list": this.texts.noList,
        "list-too-old": this.texts.listTooOld,
      };
      return sentences[reason] ?? this.texts.unknown ?? "";
    }
    return tone === "refused" || tone === "mistyped" ? refusalOf(this.verdict, this.texts) : "";
  }

  /** One sentence for those who hear the screen. */
  get spoken(): string {
    return [this.title, this.reason, slot(this.element, "day")?.textContent].filter(Boolean).join(". ");
  }

  /** How sure the answer is: `asking` the register, `confirmed`, `corrected` by it, or by the `list` alone. */
  confirm(how: "asking" | "confirmed" | "corrected" | "list"): void {
    const { listMadeAt, isStale } = this.verdict;
    const moment = listMadeAt === null ? "" : showMoment(listMadeAt, this.texts, this.today);
    const byList = listMadeAt === null ? this.texts.offline : fill(this.texts.byList, { moment });
    const sentence = how === "list" ? [byList, isStale ? this.texts.stale : ""].join(" ") : this.texts[how];
    write(this.element, "confirmation", sentence ?? "");
    this.element.dataset.confirmed = how;
  }

  offer(offers: readonly Offer[], remembered: Remembered): void {
    const select = slot(this.element, "offers")?.querySelector("select");
    for (const { id, name } of select ? offers : []) select?.append(new Option(name, String(id)));
    if (select && offers.some(({ id }) => String(id) === remembered.offerId)) {
      select.value = remembered.offerId ?? "";
    }
    show(slot(this.element, "offers"), offers.length > 0);
    const kind = this.verdict.isCommunity ? "ticket" : remembered.kind;
    const radio = this.element.querySelector<HTMLInputElement>(`input[type="radio"][value="${kind}"]`);
    if (radio) radio.checked = true;
  }

  /** What was chosen while the register was being asked stays chosen when its answer is shown instead. */
  copyChoices(before: VerdictView): void {
    if (before.verdict.code !== this.verdict.code) return;
    const [from, to] = [before, this].map(({ element }) => [...element.querySelectorAll("input")]);
    for (const [index, input] of (to ?? []).entries()) {
      const chosen = from?.[index];
      if (!chosen || chosen.type !== input.type) return;
      if (input.type === "radio") input.checked = chosen.checked;
      else input.value = chosen.value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /** Without scrolling: Enter on a keyboard, a tap on a phone. */
  focus(): void {
    (slot(this.element, "record") ?? slot(this.element, "close"))?.focus({ preventScroll: true });
  }

  #writeFacts(): void {
    const { code, isCommunity, lastDay, tone, reason, mostChildren } = this.verdict;
    const isExpired = reason === "card_expired";
    const day = lastDay && (tone !== "refused" || isExpired) ? { day: showDay(lastDay) } : null;
    write(this.element, "code", showCode(code));
    write(this.element, "day", day ? fill(isExpired ? this.texts.lastDayWas : this.texts.lastDay, day) : "");
    write(this.element, "advice", adviceOf(this.verdict, this.texts));
    const isKnown = tone === "valid" || tone === "repeated";
    const kind = isCommunity ? this.texts.community : this.texts.personal;
    write(this.element, "kind", isKnown && lastDay ? (kind ?? "") : "");
    // Of a card this phone does not know the register will say later how many children it may bring.
    const mayBring = mostChildren > 0 || tone === "unknown" || lastDay === null;
    show(slot(this.element, "children"), mayBring);
    show(slot(this.element, "no-children"), !mayBring);
    show(slot(this.element, "kinds"), !isCommunity);
    show(slot(this.element, "group"), isCommunity && isKnown);
  }

  #prepare(form: HTMLFormElement, handlers: Handlers): void {
    const { isCommunity, lastDay, mostChildren } = this.verdict;
    const [children, assistants] = [...form.querySelectorAll<HTMLElement>('[data-enhance="stepper"]')];
    const hint = form.querySelector('[data-slot="children"] .govuk-hint');
    if (children && lastDay !== null) children.dataset.maximum = String(mostChildren);
    if (hint) {
      const most = lastDay === null ? "" : fill(this.texts.mostChildren, { most: mostChildren });
      hint.textContent = isCommunity ? (this.texts.groupChildren ?? "") : most;
    }
    for (const stepper of [children, assistants]) if (stepper) enhanceStepper(stepper);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#whenRight(form, (choice) => handlers.record(this.verdict, choice));
    });
    slot(form, "group")?.addEventListener("click", () => {
      this.#whenRight(form, (choice) => handlers.group(this.verdict, choice));
    });
  }

  /** A wrong number is reported beside it and kept as it was typed. */
  #whenRight(form: HTMLFormElement, use: (choice: Choice) => void): void {
    const choice = choiceIn(form, this.verdict.isCommunity);
    const message = this.#wrongIn(form, choice);
    write(form, "too-many", message);
    show(slot(form, "too-many"), message !== "");
    const input = slot(form, "children")?.querySelector("input");
    input?.setAttribute("aria-invalid", String(message !== ""));
    if (message) input?.focus();
    else use(choice);
  }

  #wrongIn(form: HTMLFormElement, { kind, children, assistants }: Choice): string {
    if (Number.isNaN(children) || Number.isNaN(assistants)) return this.texts.wrongNumber ?? "";
    if (kind === "course" && children > 0) return this.texts.noChildrenOnCourse ?? "";
    const most = Number(slot(form, "children")?.querySelector<HTMLElement>(".kk-stepper")?.dataset.maximum);
    return children > most ? fill(this.texts.tooMany, { most }) : "";
  }
}

/** What stands above a verdict; `piece` is made from the template of its tone, or is that template's content. */
export function titleOf({ tone, reason }: Verdict, piece: ParentNode, texts: Texts): string {
  if (tone === "refused" && reason === "card_not_registered") return texts.titleUnregistered ?? "";
  return piece.querySelector("h1")?.textContent ?? "";
}

/** A reason of a later release has no sentence here: then the register's own, else one that fits them all. */
export function refusalOf({ reason, text }: Verdict, texts: Texts): string {
  return texts.refusals[reason] ?? (text || (texts.otherRefusal ?? ""));
}

function adviceOf({ reason, advice }: Verdict, texts: Texts): string {
  return texts.advice[reason] ?? (advice || (texts.otherAdvice ?? ""));
}

function choiceIn(form: HTMLFormElement, isCommunity: boolean): Choice {
  const [children, assistants] = [...form.querySelectorAll<HTMLInputElement>(".kk-stepper input")];
  const kind = form.querySelector<HTMLInputElement>('input[type="radio"]:checked')?.value;
  const offer = form.querySelector("select")?.value;
  return {
    kind: kind === "course" && !isCommunity ? "course" : "ticket",
    children: countIn(children),
    assistants: countIn(assistants),
    offerId: offer ? Number(offer) : null,
  };
}

/** A whole number, 0 where nothing is written, NaN where something else is. */
function countIn(input: HTMLInputElement | undefined): number {
  const typed = input?.value.trim() ?? "";
  return /^\d{0,4}$/.test(typed) ? Number(typed) : Number.NaN;
}
