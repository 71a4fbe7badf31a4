// The counter's screen: a code in, the verdict at once, one tap to record, ready for the next.
import { correctedNow, todayInFinland } from "../../clock";
import { putAll } from "../../outbox/outbox";
import { reportStorageError } from "../../outbox/state";
import { uuid7 } from "../../outbox/uuid7";
import type { RecordDraft } from "../../records/command";
import { pauseCameras } from "../../scanner/pause";
import { preference, rememberPreference } from "../../scanner/preferences";
import type { Day } from "./day";
import { Group, type Member } from "./group";
import { copyOf, part, show } from "./pieces";
import { fill, type Texts } from "./texts";
import { differs, judgeByPhone, judgeByRegister, type Surroundings, type Verdict } from "./verdict";
import { type Choice, refusalOf, titleOf, VerdictView } from "./verdict-view";

export class Desk {
  #view: VerdictView | null = null;
  #asked = 0;
  #canSave = true;
  readonly #group: Group;

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    private readonly day: Day,
    private readonly around: Surroundings,
  ) {
    this.#group = new Group(root, texts, (verdict) => this.#saysOf(verdict), {
      record: (members) => void this.#recordGroup(members),
      leave: () => this.#leaveGroup(),
    });
  }

  /** Judge a code that has the right shape: by the phone at once, by the register as soon as it answers. */
  async check(code: string): Promise<void> {
    const asked = ++this.#asked;
    performance.mark("kaikukortti-read");
    const asking = judgeByRegister(code, this.around);
    const local = await judgeByPhone(code, this.around);
    if (asked !== this.#asked) return;
    await this.#show(local, "asking");
    performance.measure("kaikukortti-verdict", "kaikukortti-read");
    const reply = await asking;
    const isStill = this.#group.isOpen || asked === this.#asked;
    if (!isStill) return;
    if (reply.kind !== "answer") this.#view?.confirm("list");
    else await this.#reconcile(local, reply.body);
  }

  async #reconcile(local: Verdict, reply: Verdict): Promise<void> {
    if (this.#group.isOpen) this.#group.add(reply);
    else if (differs(local, reply)) {
      // Not knowing a card is no answer that the register could correct.
      await this.#show(reply, local.tone === "unknown" ? "confirmed" : "corrected");
    } else this.#view?.confirm("confirmed");
  }

  async #show(verdict: Verdict, how: "asking" | "confirmed" | "corrected"): Promise<void> {
    if (this.#group.isOpen) {
      this.#group.add(verdict);
      this.#say(this.#saysOf(verdict));
      return;
    }
    const today = await todayInFinland();
    const view = new VerdictView(this.root, verdict, this.texts, today, {
      record: (shown, choice) => void this.#record(shown, choice),
      group: (shown, choice) => this.#beginGroup(shown, choice),
      close: () => this.ready(),
    });
    view.confirm(how);
    view.offer(await this.day.offers(), { kind: preference("kind"), offerId: preference("offer") });
    if (this.#view) view.copyChoices(this.#view);
    this.#view = view;
    part(this.root, "verdict").replaceChildren(view.element);
    this.#arrange(true);
    // A visit that waits to be recorded must not be pushed away by the next card in sight.
    pauseCameras(verdict.tone !== "refused" && verdict.tone !== "mistyped");
    document.title = view.title;
    this.#say(view.spoken);
    part(this.root, "verdict").scrollIntoView({ block: "start" });
    view.focus();
  }

  /** The screen waits for the next card. */
  ready(done = ""): void {
    this.#asked += 1;
    this.#view = null;
    part(this.root, "verdict").replaceChildren();
    this.#arrange(this.#group.isOpen);
    const message = part(this.root, "done");
    message.textContent = done;
    show(message, done !== "");
    this.#say(done);
    document.title = this.texts.titleCounter ?? "";
    pauseCameras(false);
    this.field.value = "";
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.focus({ preventScroll: this.#group.isOpen });
  }

  /** Whether this phone keeps what is recorded here; where it has just failed to, the ordinary page records. */
  get canSave(): boolean {
    return this.#canSave;
  }

  get field(): HTMLInputElement {
    return this.root.querySelector('input[name="code"]') as HTMLInputElement;
  }

  #arrange(isBusy: boolean): void {
    show(part(this.root, "verdict"), this.#view !== null);
    show(part(this.root, "waiting-title"), !isBusy);
    show(part(this.root, "hint"), !isBusy);
    show(part(this.root, "next-title"), isBusy);
    show(part(this.root, "done"), !isBusy);
    this.root.toggleAttribute("data-busy", isBusy);
  }

  async #record(verdict: Verdict, choice: Choice): Promise<void> {
    rememberPreference("kind", choice.kind);
    rememberPreference("offer", String(choice.offerId ?? ""));
    await this.#save([{ verdict, choice }], null, this.texts.saved ?? "");
  }

  async #recordGroup(members: readonly Member[]): Promise<void> {
    const done = fill(this.texts.groupSaved, { count: members.length });
    await this.#save(members, uuid7(), done);
  }

  async #save(members: readonly Member[], groupId: string | null, done: string): Promise<void> {
    const now = await correctedNow();
    try {
      await putAll(members.map((member) => draftOf(member, groupId, now)));
    } catch (error) {
      this.#showNotSaved(error, members);
      return;
    }
    this.#group.end();
    this.ready(done);
  }

  /** Nothing is called saved that is not: the screen stays, says why, and offers the ordinary page for this card. */
  #showNotSaved(error: unknown, members: readonly Member[]): void {
    this.#canSave = false;
    reportStorageError(error);
    this.#say(this.texts.notSaved ?? "");
    const done = part(this.root, "not-saved");
    show(done, true);
    part(done, "not-saved-sentence").textContent = this.texts.notSaved ?? "";
    part(done, "ordinary").addEventListener("click", () => {
      this.field.value = members[0]?.verdict.code ?? "";
      this.field.form?.submit();
    });
    done.focus();
  }

  #beginGroup(verdict: Verdict, choice: Choice): void {
    this.#group.begin(verdict, choice);
    this.ready();
  }

  #leaveGroup(): void {
    this.#group.end();
    this.ready();
  }

  #saysOf(verdict: Verdict): string {
    const title = titleOf(verdict, copyOf(this.root, `verdict-${verdict.tone}`), this.texts);
    const isNews = verdict.tone === "refused" && title !== this.texts.titleUnregistered;
    return isNews ? [title, refusalOf(verdict, this.texts)].join(". ") : title;
  }

  #say(sentence: string): void {
    part(this.root, "spoken").textContent = sentence;
  }
}

function draftOf({ verdict, choice }: Member, groupId: string | null, now: number): RecordDraft {
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
