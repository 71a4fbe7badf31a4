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

  /** `undoMs`: for how long it may be changed; `over`: that time has passed. */
  constructor(
    private readonly undoMs: number,
    private readonly over: () => void,
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
    return this.#keep(await drafted, commands[0] as Command);
  }

  /** With so many children; the time begins anew. A visit that has been sent by now is undone, and recorded once more. */
  amend(children: number): Promise<Command | null> {
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

  async #amendNow(children: number): Promise<Command | null> {
    const [draft, before] = [this.#draft, this.#command];
    if (!draft || !before) return null;
    const changed = { ...draft, children };
    const amended = await amend(before.id, { children }, this.undoMs);
    if (amended) return this.#keep(changed, amended);
    const undo = { type: "undo", visit_id: before.id, reason: "mistake" } as const;
    const { commands } = await record([undo, { ...changed, repeat_is_meant: true }], this.undoMs);
    return this.#keep(changed, commands[1] as Command);
  }

  #keep(draft: RecordDraft, command: Command): Command {
    this.#draft = draft;
    this.#command = command;
    clearTimeout(this.#ending);
    this.#ending = setTimeout(this.over, this.undoMs);
    return command;
  }
}
