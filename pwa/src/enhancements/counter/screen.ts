// The counter's screen: a code in, the answer at once, one tap to record, ready for the next.
import { correctedNow, todayInFinland } from "../../clock";
import { type Keeper, record } from "../../outbox/recording";
import { reportStorageError } from "../../outbox/state";
import { uuid7 } from "../../outbox/uuid7";
import { painted } from "../../painted";
import { preference, rememberPreference } from "../../scanner/preferences";
import { signal } from "../../scanner/signals";
import type { Choice } from "./choice";
import { closeDialogs, openDialog } from "./dialogs";
import { FastRecording } from "./fast";
import { Group, type Member } from "./group";
import { Kept, type KeptCard, notedCards } from "./kept";
import { LastRecorded } from "./last-recorded";
import { part, prepareCopy, show } from "./pieces";
import { draftOf, Saving } from "./saving";
import { type Certainty, Sheet } from "./sheet";
import { fill, sentences, showCode, type Texts } from "./texts";
import {
  differs,
  isRecordable,
  isUnrecorded,
  judgeByPhone,
  judgeByRegister,
  type Surroundings,
  type Verdict,
  type Way,
} from "./verdict";
import type { Where } from "./where";
import { reasonOf, signOf, wordOf } from "./words";

const SAVED_TEXTS: Readonly<Record<Keeper, string>> = {
  phone: "saved",
  register: "savedAtRegister",
  page: "savedOnPage",
};

export class CounterScreen {
  #sheet: Sheet | null = null;
  #asked = 0;
  #canSave = true;
  readonly #group: Group;
  readonly #kept: Kept;
  readonly #last: LastRecorded;
  readonly #saving: Saving;
  readonly #fast: FastRecording;

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    private readonly where: Where,
    private readonly around: Surroundings,
  ) {
    this.#group = new Group(root, texts, {
      record: (members) => void this.#recordGroup(members),
      leave: () => this.#leaveGroup(),
    });
    this.#kept = new Kept(root, texts, {
      record: (card) => void this.#recordKept(card),
      open: (card) => void this.#openKept(card),
    });
    this.#last = new LastRecorded(root, texts, {
      before: () => this.#fast.beforeUndo(),
      undone: (facts) => this.#afterUndo(facts),
      failed: (error) => this.#showNotSaved(error, ""),
    });
    this.#saving = new Saving({
      saved: (code) => void this.#kept.take(code),
      failed: (error, code) => this.#showNotSaved(error, code),
    });
    this.#fast = new FastRecording(
      around.fastUndoMs,
      () => this.ready(),
      (command) => this.#last.show([command]),
    );
  }

  /** A page that was loaded again has the rows of the one before it. */
  async bringBackKept(): Promise<void> {
    addEventListener("pagehide", () => this.#kept.note());
    for (const { code, choice } of notedCards()) {
      this.#kept.keep({ verdict: await judgeByPhone(code, "scanner", this.around), choice });
    }
  }

  /** Whether this phone keeps what is recorded here; where it has just failed to, the ordinary page records. */
  get canSave(): boolean {
    return this.#canSave;
  }

  get field(): HTMLInputElement {
    return this.root.querySelector('input[name="code"]') as HTMLInputElement;
  }

  /** Judge a code that has the right shape: by the phone at once, by the register as soon as it answers. */
  async check(code: string, way: Way): Promise<void> {
    closeDialogs(this.root);
    part(this.root, "flashes").replaceChildren();
    if (!this.#group.isOpen) this.#showSaid(""); // what was said of the card before
    if (this.#isAtHand(code, way)) {
      if (way !== "camera" && this.#sheet) signal(this.#fast.isOn ? "repeated" : this.#sheet.verdict.tone);
      return;
    }
    this.#fast.stay(); // the screen is this card's in a moment: it must not be cleared while the card is judged
    const asked = ++this.#asked;
    performance.mark("kaikukortti-read");
    const lastUnsent = await this.around.lastUnsentHere(code);
    const local = await judgeByPhone(code, way, this.around);
    // A slow phone paints this answer before it asks for another one.
    const ask = () => painted().then(() => judgeByRegister(code, way, lastUnsent, this.around));
    const isOvertaken = asked !== this.#asked && !this.#group.isOpen;
    if (isOvertaken || this.#mustWait(local, way)) return await this.#keepBehind(local, ask);
    await this.#show(local, "asking");
    performance.measure("kaikukortti-verdict", "kaikukortti-read");
    const isSure = local.tone !== "unknown" || !navigator.onLine;
    // A card that recorded itself has been heard already.
    if (isSure && !(this.#fast.isOn && this.#shows(local))) signal(local.tone);
    const reply = await ask();
    if (reply.kind === "answer") await this.#reconcile(local, reply.body, { isSaid: isSure });
    else {
      if (!isSure) signal(local.tone);
      if (this.#shows(local)) this.#sheet?.confirm("list");
    }
  }

  /** The screen waits for the next card; one that is being judged does not come on it any more. */
  ready(): void {
    this.#asked += 1;
    this.#clear();
  }

  /** The focus of an answer on the screen, if there is one: an Enter before it has come asks for nothing. */
  turnToAnswer(): boolean {
    this.#sheet?.focus();
    return this.#sheet !== null;
  }

  #clear(): void {
    this.#fast.end();
    this.#sheet = null;
    part(this.root, "sheet-place").replaceChildren();
    this.#arrange();
    document.title = this.texts.titleCounter ?? "";
    this.#fillField("");
    this.#focusField();
  }

  /** The same card again needs no second answer: it stands on the screen, or in a row below. */
  #isAtHand(code: string, way: Way): boolean {
    const shown = this.#sheet?.verdict;
    if (this.#group.isOpen) return false;
    if (way === "camera" && this.#kept.has(code)) return true;
    return shown?.code === code && isRecordable(shown);
  }

  /** A camera must not take the screen from a card that waits to be recorded: a finger may be on its way. */
  #mustWait(verdict: Verdict, way: Way): boolean {
    if (way !== "camera" || this.#group.isOpen || !this.#waitsUnrecorded) return false;
    return !this.#recordsItself(verdict);
  }

  get #waitsUnrecorded(): boolean {
    const shown = this.#sheet?.verdict;
    return shown !== undefined && !this.#fast.isOn && isUnrecorded(shown) && !this.#saving.has(shown.code);
  }

  async #keepBehind(local: Verdict, ask: () => ReturnType<typeof judgeByRegister>): Promise<void> {
    if (local.tone === "repeated") return; // nothing would be lost
    this.#kept.keep({ verdict: local, choice: this.#usualChoice });
    signal(local.tone);
    this.#say(sentences([this.texts.keptSpoken, this.#saysOf(local)]));
    const reply = await ask();
    if (reply.kind === "answer" && differs(local, reply.body)) this.#kept.update(reply.body);
  }

  /** Where the phone's answer stands by now, the register's takes its place. */
  async #reconcile(local: Verdict, reply: Verdict, { isSaid }: { isSaid: boolean }): Promise<void> {
    if (this.#kept.has(reply.code)) return this.#kept.update(reply);
    const isCorrected = differs(local, reply);
    const isStill = this.#group.isOpen || this.#shows(local);
    const isNews = !isSaid || reply.tone !== local.tone;
    if (isStill && isNews && !this.#recordsItself(reply)) signal(reply.tone);
    if (this.#group.isOpen) {
      if (isCorrected) this.#addToGroup(reply);
    } else if (!isStill) return;
    else if (!isCorrected) this.#sheet?.confirm("confirmed");
    // Not knowing a card is no answer that the register could correct.
    else await this.#show(reply, local.tone === "unknown" ? "confirmed" : "corrected");
  }

  #shows({ code }: Verdict): boolean {
    return this.#sheet?.verdict.code === code;
  }

  async #show(verdict: Verdict, how: Certainty): Promise<void> {
    if (this.#group.isOpen) return this.#addToGroup(verdict);
    const before = this.#sheet;
    if (this.#waitsUnrecorded && before && before.verdict.code !== verdict.code) {
      this.#kept.keep({ verdict: before.verdict, choice: before.choice });
    }
    const isSame = before?.verdict.code === verdict.code;
    if (!isSame) this.#fast.end(); // its seconds must not close another card's sheet
    if (this.#recordsItself(verdict)) return await this.#recordFast(verdict, how);
    const chosen = this.#kept.take(verdict.code)?.choice ?? (isSame ? before?.choice : undefined);
    await this.#put(verdict, how, chosen);
    if (isSame && this.#fast.isOn) this.#showCorrected(verdict);
  }

  /** The register's correction of a card that has recorded itself: what is recorded stays so until it is undone. */
  #showCorrected(verdict: Verdict): void {
    this.#fast.stay();
    if (isRecordable(verdict)) this.#sheet?.becomeRecorded();
    else this.#sheet?.offerUndo();
  }

  /** `spoken`: for those who hear the screen; what the sheet says by default. */
  async #put(verdict: Verdict, how: Certainty, chosen?: Choice, spoken?: string): Promise<Sheet> {
    const sheet = new Sheet(this.root, verdict, this.texts, await todayInFinland(), {
      record: (shown, choice) => this.#recordOrAsk(shown, choice),
      correct: (shown) => this.#correct(shown),
      undo: () => void this.#last.undo(),
      amend: (choice) => void this.#amend(choice),
      close: () => this.ready(),
    });
    sheet.confirm(how);
    sheet.offer(await this.where.offers(), { kind: preference("kind"), offerId: this.where.offerId });
    if (chosen) sheet.choose(chosen);
    this.#sheet = sheet;
    part(this.root, "sheet-place").replaceChildren(sheet.element);
    this.#arrange();
    void this.#follow(sheet, spoken ?? sheet.spoken);
    return sheet;
  }

  /** What is heard and pressed follows what is seen: a slow phone would paint the answer later for it. */
  async #follow(sheet: Sheet, spoken: string): Promise<void> {
    await painted();
    if (this.#sheet === sheet) {
      document.title = sheet.word;
      this.#say(spoken);
      // Whoever has put a finger on something by now keeps it.
      if (!sheet.element.contains(document.activeElement)) sheet.focus();
    }
    prepareCopy(this.root, "sheet");
  }

  get #usualChoice(): Choice {
    const offerId = this.where.offerId ? Number(this.where.offerId) : null;
    return {
      kind: preference("kind") === "course" ? "course" : "ticket",
      children: 0,
      assistants: 0,
      offerId,
    };
  }

  #recordsItself({ code, tone, isCommunity }: Verdict): boolean {
    const isSimple = tone === "valid" && !isCommunity && !this.#group.isOpen;
    return this.where.isFast && isSimple && !this.#isDecidedBySomebody(code);
  }

  /** Of a card on the screen somebody decides, but of one that the phone did not know and nobody has touched since. */
  #isDecidedBySomebody(code: string): boolean {
    const shown = this.#sheet;
    if (!shown || shown.verdict.code !== code) return false;
    const isTouched = JSON.stringify(shown.choice) !== JSON.stringify(this.#usualChoice);
    return shown.verdict.tone !== "unknown" || isTouched || this.#saving.has(code);
  }

  async #recordFast(verdict: Verdict, how: Certainty): Promise<void> {
    const asked = this.#asked;
    const draft = correctedNow().then((now) => draftOf({ verdict, choice: this.#usualChoice }, null, now));
    const command = await this.#saving.once([verdict.code], () => this.#fast.record(draft));
    if (!command) return;
    this.#last.show([command]);
    signal("recorded");
    if (asked !== this.#asked) return this.#fast.end();
    const spoken = sentences([this.texts.recordedWord, this.#last.facts]);
    const stood = this.#shows(verdict);
    const sheet = await this.#put(verdict, how, this.#usualChoice, spoken);
    sheet.becomeRecorded();
    if (stood) sheet.spareUndo();
  }

  /** A card that recorded itself stands on the screen as recorded, which it is not any more. */
  #afterUndo(facts: string): void {
    if (this.#fast.isOn) this.ready();
    const sentence = fill(this.texts.undoneLast, { facts });
    this.#say(sentence);
    if (this.#sheet || this.#group.isOpen) return;
    this.#showSaid(sentence);
    this.#focusField(); // its button has gone with what it undid
  }

  async #amend(choice: Choice): Promise<void> {
    await this.#fast.amend(choice.children).catch((error) => this.#showNotSaved(error, ""));
  }

  #recordOrAsk(verdict: Verdict, choice: Choice): void {
    if (!verdict.isCommunity) return void this.#record({ verdict, choice });
    // Every member of a group carries a card: who is along is asked before anything is recorded.
    this.#sheet = null;
    this.#group.begin(verdict, choice);
    this.ready();
    this.#say(this.texts.groupBegins ?? "");
  }

  async #record(member: Member): Promise<void> {
    rememberPreference("kind", member.choice.kind);
    this.where.choose(member.choice.offerId);
    const isSaved = await this.#save([member], null);
    if (!this.#shows(member.verdict)) {
      // Another card has come meanwhile; what could not be saved waits in a row.
      if (!isSaved) this.#kept.keep(member);
    } else if (isSaved) this.#clear();
  }

  async #recordKept(card: KeptCard): Promise<void> {
    // Who is along is asked on its sheet.
    if (card.verdict.isCommunity) return await this.#openKept(card);
    await this.#save([card], null);
  }

  async #openKept(card: KeptCard): Promise<void> {
    if (this.#group.isOpen) return this.#addToGroup(card.verdict);
    this.#asked += 1;
    const before = this.#sheet;
    if (this.#waitsUnrecorded && before) this.#kept.keep({ verdict: before.verdict, choice: before.choice });
    this.#kept.take(card.verdict.code);
    this.#fast.end();
    await this.#put(card.verdict, card.verdict.by === "register" ? "confirmed" : "list", card.choice);
  }

  async #recordGroup(members: readonly Member[]): Promise<void> {
    const groupId = members.length > 1 ? uuid7() : null;
    if (!(await this.#save(members, groupId))) return;
    const late = this.#group.without(members);
    this.#group.end();
    for (const one of late) this.#kept.keep(one);
    this.#showSaid("");
    this.ready();
  }

  async #save(members: readonly Member[], groupId: string | null): Promise<boolean> {
    const codes = members.map(({ verdict }) => verdict.code);
    const drafts = correctedNow().then((now) => members.map((member) => draftOf(member, groupId, now)));
    const recorded = await this.#saving.once(codes, () => record(drafts));
    if (!recorded) return false;
    this.#last.show(recorded.commands, recorded.keeper);
    this.#say(sentences([this.texts[SAVED_TEXTS[recorded.keeper]], this.#last.facts]));
    return true;
  }

  /** Nothing is called saved that is not: the screen stays, says why, and offers the ordinary page for this card. */
  #showNotSaved(error: unknown, code: string): void {
    this.#canSave = false;
    reportStorageError(error);
    part(this.root, "not-saved-sentence").textContent = this.texts.notSaved ?? "";
    part(this.root, "ordinary").onclick = () => this.openOrdinary(code);
    openDialog(part(this.root, "not-saved"));
  }

  /** The page's own form records without this phone's storage; by default the card on the sheet. */
  openOrdinary(code = this.#sheet?.verdict.code ?? ""): void {
    this.field.value = code;
    if (code) this.field.form?.submit();
    else closeDialogs(this.root);
  }

  #correct({ code }: Verdict): void {
    this.ready();
    this.#fillField(code);
    this.field.inputMode = "text";
    this.field.focus();
  }

  #leaveGroup(): void {
    this.#group.end();
    this.#showSaid("");
    this.ready();
  }

  /** A member is no row any more: it would be recorded twice, and be corrected in one place only. */
  #addToGroup(verdict: Verdict): void {
    this.#group.add(verdict, this.#kept.take(verdict.code)?.choice);
    this.#showSaid(this.#saysOf(verdict), verdict);
    this.#say(this.#saysOf(verdict));
  }

  #saysOf(verdict: Verdict): string {
    const why = isRecordable(verdict) ? "" : reasonOf(verdict, this.texts);
    return sentences([`${showCode(verdict.code)}: ${wordOf(verdict, this.texts)}`, why]);
  }

  /** Where one looks while cards are read one after another: on the viewfinder, in the answer's colour. */
  #showSaid(sentence: string, verdict?: Verdict): void {
    const said = part(this.root, "said");
    said.textContent = sentence;
    said.className = `kk-till__said${verdict ? ` kk-tone-${signOf(verdict)}` : ""}`;
    said.dataset.tone = verdict?.tone ?? "";
    show(said, sentence !== "");
  }

  #arrange(): void {
    show(part(this.root, "sheet-place"), this.#sheet !== null);
    show(part(this.root, "waiting-title"), this.#sheet === null);
    this.root.dataset.tone = this.#sheet?.verdict.tone ?? "";
    this.root.toggleAttribute("data-answered", this.#sheet !== null);
    // What the sheet covers can be reached by nobody; the field stays there for a scanner.
    const covered = part(this.root, "check").querySelectorAll<HTMLElement>("button, input[type=file]");
    for (const one of covered) one.inert = this.#sheet !== null;
    this.field.tabIndex = this.#sheet ? -1 : 0;
  }

  #fillField(code: string): void {
    this.field.value = code;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Not while the camera is on: a focus in a field opens the keyboard of a phone, over the picture. */
  #focusField(): void {
    const isCameraOn = this.root.querySelector('[data-camera="panel"]:not([hidden])') !== null;
    if (isCameraOn) (document.activeElement as HTMLElement | null)?.blur();
    else this.field.focus({ preventScroll: true });
  }

  #say(sentence: string): void {
    // Also the same again, of another card: it is said again.
    part(this.root, "spoken").textContent = sentence;
  }
}
