// A group at the counter: a community card, then its members' own cards, each judged alone, one Record for all.
import type { Choice } from "./choice";
import { copyOf, part, say, show, slot, write } from "./pieces";
import { fill, sentences, showCode, showPeople, type Texts } from "./texts";
import { isRecordable, type Verdict } from "./verdict";
import { reasonOf, signOf, wordOf } from "./words";

export interface Member {
  verdict: Verdict;
  choice: Choice;
}

const ALONE: Choice = { kind: "ticket", children: 0, assistants: 0, offerId: null };

export class Group {
  #members: Member[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    handlers: { record(members: readonly Member[]): void; leave(): void },
  ) {
    part(root, "record-group").addEventListener("click", () => handlers.record(this.ready));
    part(root, "leave-group").addEventListener("click", () => handlers.leave());
  }

  get isOpen(): boolean {
    return this.#members.length > 0;
  }

  /** The cards that will be recorded: those that work, and those the phone does not know. */
  get ready(): readonly Member[] {
    return this.#members.filter(({ verdict }) => isRecordable(verdict));
  }

  /** Whose cards were read after these had been taken to be recorded. */
  without(members: readonly Member[]): readonly Member[] {
    const codes = new Set(members.map(({ verdict }) => verdict.code));
    return this.ready.filter(({ verdict }) => !codes.has(verdict.code));
  }

  begin(verdict: Verdict, choice: Choice): void {
    this.#members = [{ verdict, choice }];
    this.#draw();
  }

  /** A member's card, with what was chosen of it before; one that is in the group already changes its verdict only. */
  add(verdict: Verdict, chosen: Choice = ALONE): void {
    const at = this.#members.findIndex((one) => one.verdict.code === verdict.code);
    const offerId = this.#members[0]?.choice.offerId ?? null;
    // A group is let in with tickets, to what its first card is let in to.
    if (at < 0) this.#members.push({ verdict, choice: { ...chosen, kind: "ticket", offerId } });
    else this.#members = this.#members.map((one, index) => (index === at ? { ...one, verdict } : one));
    this.#draw();
  }

  end(): void {
    this.#members = [];
    this.#draw();
  }

  #draw(): void {
    part(this.root, "members").replaceChildren(...this.#members.map((member) => this.#rowOf(member)));
    const count = this.ready.length;
    const record = part(this.root, "record-group");
    say(record, (count > 1 ? fill(this.texts.groupOf, { count }) : this.texts.nobodyElse) ?? "");
    // Alone is the exception: every member of a group carries a card.
    record.classList.toggle("govuk-button--secondary", count === 1);
    show(part(this.root, "group-hint"), this.#members.length < 2);
    show(part(this.root, "group"), this.isOpen);
    this.root.toggleAttribute("data-group", this.isOpen);
    part(this.root, "members").lastElementChild?.scrollIntoView?.({ block: "nearest" });
  }

  #rowOf({ verdict, choice }: Member): HTMLElement {
    const row = copyOf(this.root, "member");
    const code = showCode(verdict.code);
    row.classList.add(`kk-tone-${signOf(verdict)}`);
    row.dataset.tone = verdict.tone;
    write(row, "code", code);
    write(row, "says", this.#says(verdict, choice));
    write(row, "remove-label", fill(this.texts.remove, { code }));
    // Without its community card the group is none.
    show(slot(row, "remove"), this.#members[0]?.verdict !== verdict);
    slot(row, "remove")?.addEventListener("click", () => {
      this.#members = this.#members.filter((one) => one.verdict.code !== verdict.code);
      this.#draw();
    });
    return row;
  }

  #says(verdict: Verdict, { children }: Choice): string {
    if (isRecordable(verdict))
      return [wordOf(verdict, this.texts), showPeople(children, this.texts)].join(" · ");
    const why = sentences([wordOf(verdict, this.texts), reasonOf(verdict, this.texts)]);
    return fill(this.texts.notIncluded, { why });
  }
}
