// Cards that were read and are not recorded: no valid card vanishes because another one came in between.
import { keepSessionNote, sessionNote } from "../../scanner/preferences";
import type { Choice } from "./choice";
import { copyOf, part, show, slot, write } from "./pieces";
import { fill, showCode, type Texts } from "./texts";
import { isRecordable, type Verdict } from "./verdict";
import { signOf, wordOf } from "./words";

export interface KeptCard {
  verdict: Verdict;
  choice: Choice;
}

interface NotedCard {
  code: string;
  choice: Choice;
}

/** What the page before left unrecorded in this tab. */
export function notedCards(): NotedCard[] {
  const noted = sessionNote("kept-cards");
  keepSessionNote("kept-cards", null);
  return noted ? (JSON.parse(noted) as NotedCard[]) : [];
}

export class Kept {
  #cards: KeptCard[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    private readonly handlers: { record(card: KeptCard): void; open(card: KeptCard): void },
  ) {}

  /** For a page that is loaded again: what to judge anew, oldest first. */
  note(): void {
    const noted = [...this.#cards]
      .reverse()
      .map(({ verdict, choice }): NotedCard => ({ code: verdict.code, choice }));
    keepSessionNote("kept-cards", noted.length ? JSON.stringify(noted) : null);
  }

  has(code: string): boolean {
    return this.#cards.some(({ verdict }) => verdict.code === code);
  }

  /** Newest first; a card that is kept already gets its newer verdict, and keeps what was chosen. */
  keep(card: KeptCard): void {
    const before = this.#cards.find(({ verdict }) => verdict.code === card.verdict.code);
    const others = this.#cards.filter((one) => one !== before);
    this.#cards = [{ verdict: card.verdict, choice: before?.choice ?? card.choice }, ...others];
    this.#draw();
  }

  /** The register has another answer than the phone had. */
  update(verdict: Verdict): void {
    this.#cards = this.#cards.map((one) => (one.verdict.code === verdict.code ? { ...one, verdict } : one));
    this.#draw();
  }

  /** What was kept of a card, which is not kept any more. */
  take(code: string): KeptCard | null {
    const found = this.#cards.find(({ verdict }) => verdict.code === code) ?? null;
    this.#cards = this.#cards.filter((one) => one !== found);
    this.#draw();
    return found;
  }

  #draw(): void {
    const list = part(this.root, "kept");
    list.replaceChildren(...this.#cards.map((card) => this.#rowOf(card)));
    show(list, this.#cards.length > 0);
  }

  #rowOf(card: KeptCard): HTMLElement {
    const row = copyOf(this.root, "kept-card");
    const code = showCode(card.verdict.code);
    const word = wordOf(card.verdict, this.texts);
    row.classList.add(`kk-tone-${signOf(card.verdict)}`);
    row.dataset.code = card.verdict.code;
    write(row, "open", fill(this.texts.keptCard, { code, word }));
    write(row, "record-label", fill(this.texts.recordCard, { code }));
    write(row, "drop-label", fill(this.texts.dropCard, { code }));
    show(slot(row, "record"), isRecordable(card.verdict));
    slot(row, "open")?.addEventListener("click", () => this.handlers.open(card));
    slot(row, "record")?.addEventListener("click", () => this.handlers.record(card));
    slot(row, "drop")?.addEventListener("click", () => this.take(card.verdict.code));
    return row;
  }
}
