// A venue's fast mode: a valid card records itself. For some seconds it can be undone on its sheet, and
// children added.
import { amend } from "../../outbox/held";
import { record } from "../../outbox/recording";
import type { Command, RecordDraft } from "../../records/command";

export class FastRecording {
  #draft: RecordDraft | null = null;
  #command: Command | null = null;
  #ending: ReturnType<typeof setTimeout> | undefined;
  #amending: Promise<unknown> = Promise.resolve();
  #isUndone = false;

  /** `undoMs`: for how long it may be changed; `over`: that time has passed; `changed`: what stands now instead. */
  constructor(
    private readonly undoMs: number,
    private readonly over: () => void,
    private readonly changed: (command: Command) => void = () => undefined,
  ) {}

  /** Whether the card on the screen has recorded itself. */
  get isOn(): boolean {
    return this.#command !== null;
  }

  /** Rejects where the phone could not keep it. */
  async record(drafted: Promise<RecordDraft>): Promise<Command> {
    const { commands } = await record(
      drafted.then((draft) => [draft]),
      this.undoMs,
    );
    this.#isUndone = false;
    return this.#keep(await drafted, commands[0] as Command);
  }

  /** It is about to be undone: no change begins any more, and one that has begun has ended when this resolves. */
  async beforeUndo(): Promise<void> {
    this.#isUndone = true;
    await this.#amending;
  }

  /** With so many children; the time begins anew. A visit that has been sent by now is undone, and recorded once more. */
  amend(children: number): Promise<void> {
    // One after another: two taps at once on a visit that has been sent would undo it once and record it twice.
    const amended = this.#amending.then(() => this.#amendNow(children));
    this.#amending = amended.catch(() => undefined);
    return amended;
  }

  /** The screen is not cleared when the time is over: somebody has to see a correction, or the next card comes. */
  stay(): void {
    clearTimeout(this.#ending);
  }

  end(): void {
    clearTimeout(this.#ending);
    this.#command = null;
    this.#draft = null;
  }

  async #amendNow(children: number): Promise<void> {
    const [draft, before] = [this.#draft, this.#command];
    if (!draft || !before || this.#isUndone) return;
    const wanted = { ...draft, children };
    const amended =
      (await amend(before.id, { children }, this.undoMs)) ?? (await this.#recordAnew(before, wanted));
    this.changed(this.#keep(wanted, amended));
  }

  async #recordAnew(before: Command, wanted: RecordDraft): Promise<Command> {
    const undo = { type: "undo", visit_id: before.id, reason: "mistake" } as const;
    const { commands } = await record([undo, { ...wanted, repeat_is_meant: true }], this.undoMs);
    return commands[1] as Command;
  }

  #keep(draft: RecordDraft, command: Command): Command {
    this.#draft = draft;
    this.#command = command;
    clearTimeout(this.#ending);
    this.#ending = setTimeout(this.over, this.undoMs);
    return command;
  }
}
