// The day beside the counter: from the register when it can be reached, kept up to date by this phone in between.
import { clockOffset, todayInFinland } from "../../clock";
import { acknowledged, dismiss, needsAttention, waiting } from "../../outbox/outbox";
import { record } from "../../outbox/recording";
import { painted } from "../../painted";
import { copyOf, part, show, slot, write } from "./pieces";
import { lastRecorded, type Row, rowsOfDay, togetherWith, visitorsIn } from "./rows";
import { fill, sentences, showCode, showPeople, showTime, type Texts } from "./texts";
import { askForDay, toldDay } from "./told-day";

const MOST_ROWS = 8;

export class Day {
  #rows: Row[] = [];
  /** Whether the register has told of today: else only what was recorded on this phone is known. */
  #isTold = false;
  /** A row whose undo is being asked about must not be redrawn under the finger. */
  #isAsking = false;
  #isOutdated = false;
  #catchingUp: Promise<void> | null = null;
  /** What stands on the page: rows are not made anew for a reading that says the same. */
  #drawn = "";

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    /** Called when what is known of the day has changed. */
    private readonly changed: () => void = () => undefined,
  ) {}

  /** Ask the register; without an answer what it said last stands, as long as it is of today. */
  async ask(): Promise<void> {
    await askForDay();
    await this.refresh();
  }

  /** One reading at a time, and once more when something has changed meanwhile: a queue changes much at once. */
  refresh(): Promise<void> {
    this.#isOutdated = true;
    this.#catchingUp ??= this.#catchUp().finally(() => {
      this.#catchingUp = null;
    });
    return this.#catchingUp;
  }

  async #catchUp(): Promise<void> {
    while (this.#isOutdated) {
      await painted(); // an answer may have come on the screen just now, and goes first
      this.#isOutdated = false;
      await this.#read();
    }
  }

  async #read(): Promise<void> {
    const today = await todayInFinland();
    const [waits, refused, known, offset, told] = await Promise.all([
      waiting(),
      needsAttention(),
      acknowledged(today),
      clockOffset(),
      toldDay(today),
    ]);
    this.#isTold = told !== null;
    this.#rows = rowsOfDay(told ?? [], { outbox: [...waits, ...refused], acknowledged: known, offset });
    if (!this.#isAsking) this.#draw();
    this.changed();
  }

  lastRecorded(code: string): number | null {
    return lastRecorded(code, this.#rows);
  }

  lastUnsent(code: string): number | null {
    return lastRecorded(
      code,
      this.#rows.filter(({ state }) => state === "saved"),
    );
  }

  #draw(): void {
    const list = part(this.root, "rows");
    // What needs somebody always stands there, however long the day has been.
    const urgent = this.#rows.filter(({ state }) => state === "attention");
    const others = this.#rows.filter(({ state }) => state !== "attention").slice(0, MOST_ROWS);
    const drawn = JSON.stringify([this.#isTold, this.#rows]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    list.dataset.drawn = "true"; // from now on the plain list says nothing any more
    const focused = focusIn(list);
    list.replaceChildren(...[...urgent, ...others].map((row) => this.#rowOf(row)));
    // Whoever stands on a row's button must not fall off it because the row got another word.
    if (focused) list.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
    const count = part(this.root, "count");
    const strong = document.createElement("strong");
    strong.textContent = this.#countOf(visitorsIn(this.#rows));
    count.replaceChildren(strong);
    part(this.root, "today-count").textContent = strong.textContent;
    show(count, this.#rows.length > 0);
    show(list, this.#rows.length > 0);
    show(part(this.root, "plain-day"), this.#rows.length === 0);
  }

  #countOf(visitors: number): string {
    if (!this.#isTold) return fill(this.texts.visitorsHere, { count: visitors });
    return visitors === 1 ? (this.texts.visitor ?? "") : fill(this.texts.visitors, { count: visitors });
  }

  #rowOf(row: Row): HTMLElement {
    const element = copyOf(this.root, "row");
    const facts = { code: showCode(row.code), time: showTime(row.at) };
    element.classList.toggle("kk-row--undone", row.state === "undone");
    element.dataset.state = row.state;
    element.dataset.visit = row.id;
    write(element, "time", facts.time);
    write(element, "code", facts.code);
    write(element, "people", this.#people(row));
    write(element, "state", this.texts[STATE_TEXTS[row.state]] ?? "");
    const isUnexplained = row.state === "attention" && !row.note;
    write(element, "note", isUnexplained ? (this.texts.refusedVisit ?? "") : row.note);
    const together = togetherWith(row, this.#rows).length;
    const undo =
      (together > 1 ? fill(this.texts.undoGroup, { count: together }) : this.texts.undoVisit) ?? "";
    write(element, "undo-label", sentences([fill(this.texts.undoOf, facts), together > 1 ? undo : ""]));
    write(element, "undo-now", undo);
    this.#prepareUndo(element, row);
    return element;
  }

  #people({ children, assistants, kind }: Row): string {
    const helped = assistants ? fill(this.texts.assistants, { count: assistants }) : "";
    return [showPeople(children, this.texts), this.texts.kinds[kind], helped].filter(Boolean).join(" · ");
  }

  #prepareUndo(element: HTMLElement, row: Row): void {
    const [undo, form, seen] = ["undo", "undo-form", "dismiss"].map((name) => slot(element, name));
    show(undo ?? null, row.state !== "undone" && row.state !== "attention");
    show(seen ?? null, row.state === "attention");
    seen?.addEventListener("click", () => void dismiss(row.id));
    undo?.addEventListener("click", () => {
      this.#isAsking = Boolean(form?.hidden);
      show(form ?? null, this.#isAsking);
      form?.querySelector("select")?.focus();
    });
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#isAsking = false;
      const reason = form.querySelector("select")?.value ?? "mistake";
      const undone = togetherWith(row, this.#rows);
      void record(undone.map(({ id }) => ({ type: "undo", visit_id: id, reason }) as const));
    });
  }
}

/** Where in the list the focus is, as a selector that still holds when the rows are new. */
function focusIn(list: HTMLElement): string | null {
  const active = document.activeElement;
  const row = active instanceof HTMLElement && list.contains(active) ? active.closest("li") : null;
  const name = active?.getAttribute("data-slot");
  return row && name ? `[data-visit="${row.dataset.visit}"] [data-slot="${name}"]` : null;
}

const STATE_TEXTS = {
  saved: "stateSaved",
  recorded: "stateRecorded",
  remark: "stateRemark",
  attention: "stateAttention",
  undone: "stateUndone",
} as const;
