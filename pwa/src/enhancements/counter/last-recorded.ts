// What was recorded last, with its undo in reach: one card, or a whole group.
import { type Keeper, record } from "../../outbox/recording";
import type { Command } from "../../records/command";
import { part, say, show } from "./pieces";
import { fill, showCode, showPeople, type Texts } from "./texts";

type Recorded = Command & { type: "record" };

export class LastRecorded {
  #commands: readonly Recorded[] = [];
  #isUndoing = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    private readonly handlers: {
      /** Resolves when nothing changes what was recorded any more. */
      before(): Promise<void>;
      undone(facts: string): void;
      failed(error: unknown): void;
    },
  ) {
    part(root, "last-undo").addEventListener("click", () => void this.undo());
  }

  get facts(): string {
    const [first] = this.#commands;
    if (!first) return "";
    if (this.#commands.length > 1) return fill(this.texts.groupSaved, { count: this.#commands.length });
    return `${showCode(first.code)} · ${showPeople(first.children, this.texts)}`;
  }

  /** A tick is only for what this phone or the register holds: a page is closed by a slip of the finger. */
  show(commands: readonly Command[], keeper: Keeper = "phone"): void {
    this.#commands = commands.filter((command): command is Recorded => command.type === "record");
    const onPage = keeper === "page" ? (this.texts.onlyOnPage ?? "") : "";
    say(part(this.root, "last-facts"), [this.facts, onPage].filter(Boolean).join(" · "));
    say(part(this.root, "last-undo-label"), fill(this.texts.undoLast, { facts: this.facts }));
    part(this.root, "last").dataset.keeper = keeper;
    show(part(this.root, "last"), this.#commands.length > 0);
  }

  forget(): void {
    this.show([]);
  }

  /** All that was recorded together, in one go: all of it is undone or nothing. */
  async undo(): Promise<void> {
    if (this.#isUndoing || !this.#commands.length) return; // a second tap must not undo twice
    this.#isUndoing = true;
    await this.handlers.before();
    const [commands, facts] = [this.#commands, this.facts];
    this.forget();
    try {
      await record(commands.map(({ id }) => ({ type: "undo", visit_id: id, reason: "mistake" }) as const));
      this.handlers.undone(facts);
    } catch (error) {
      this.show(commands);
      this.handlers.failed(error);
    } finally {
      this.#isUndoing = false;
    }
  }
}
