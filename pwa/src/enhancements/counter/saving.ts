// What a card becomes when it is recorded, and that it is recorded once, however often it is tapped.
import type { RecordDraft } from "../../records/command";
import type { Member } from "./group";

export class Saving {
  /** Codes on their way to the disk: a second tap saves nothing twice, and they are not unrecorded any more. */
  readonly #codes = new Set<string>();

  constructor(
    private readonly handlers: {
      saved(code: string): void;
      /** `code`: the first of those that could not be saved. */
      failed(error: unknown, code: string): void;
    },
  ) {}

  has(code: string): boolean {
    return this.#codes.has(code);
  }

  /** Null where it could not be saved, which is said, and where one of the cards is being saved already. */
  async once<Saved>(codes: readonly string[], save: () => Promise<Saved>): Promise<Saved | null> {
    if (codes.some((code) => this.#codes.has(code))) return null;
    for (const code of codes) this.#codes.add(code);
    try {
      const saved = await save();
      for (const code of codes) this.handlers.saved(code);
      return saved;
    } catch (error) {
      this.handlers.failed(error, codes[0] ?? "");
      return null;
    } finally {
      for (const code of codes) this.#codes.delete(code);
    }
  }
}

export function draftOf({ verdict, choice }: Member, groupId: string | null, now: number): RecordDraft {
  const age = verdict.listMadeAt === null ? null : Math.round((now - verdict.listMadeAt) / 1000);
  return {
    type: "record",
    code: verdict.code,
    kind: choice.kind,
    children: choice.children,
    assistants: choice.assistants,
    offer_id: choice.offerId,
    group_id: groupId,
    // The question stood on the screen, and "Record again" was the answer.
    repeat_is_meant: verdict.tone === "repeated",
    shown: verdict.tone,
    list_age_s: age,
  };
}
