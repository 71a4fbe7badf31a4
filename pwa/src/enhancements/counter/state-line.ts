// One line of what matters now, "No connection · 3 wait", and behind it all that this phone knows of itself: what waits,
// how old its list is, and what to do when something is in the way. Nothing of it ever covers an answer.
import { listState } from "../../card-list/card-list";
import { clockOffset, todayInFinland } from "../../clock";
import { countUnsent, downloadRescueFile } from "../../outbox/rescue";
import type { OutboxState } from "../../outbox/state";
import { sync } from "../../outbox/sync";
import type { Problem } from "../../records/problem";
import type { StorageTrouble } from "../../storage/storage-error";
import { whenUpdateWaits } from "../../updates";
import { openDialog } from "./dialogs";
import { part, show } from "./pieces";
import { fill, sentences, showMoment, type Texts } from "./texts";

/** In a word or two, for the line. */
const SHORT_TEXTS: Readonly<Record<Problem, string>> = {
  offline: "shortOffline",
  "signed-out": "shortSignedOut",
  server: "shortServer",
  "unknown-answer": "shortServer",
  "storage-unavailable": "shortStorage",
  "storage-newer": "shortStorage",
  "storage-blocked": "shortStorage",
  "storage-quota": "shortStorage",
  "storage-broken": "shortStorage",
};
const PROBLEM_TEXTS: Readonly<Record<Problem, string>> = {
  offline: "offline",
  "signed-out": "signedOut",
  server: "server",
  "unknown-answer": "unknownAnswer",
  "storage-unavailable": "storage",
  "storage-newer": "storageNewer",
  "storage-blocked": "storageBlocked",
  "storage-quota": "storageFull",
  "storage-broken": "storageBroken",
};
/** Loading the page again may end these, and the installed counter has no button of a browser for it. */
const ENDED_BY_LOADING: readonly Problem[] = [
  "unknown-answer",
  "storage-newer",
  "storage-blocked",
  "storage-broken",
];

type Shown = Pick<OutboxState, "isCounted" | "waiting" | "needsAttention" | "problem"> & Partial<OutboxState>;

export class StateLine {
  #outbox: Pick<OutboxState, "isCounted" | "waiting" | "needsAttention" | "problem"> = {
    ...{ isCounted: false, waiting: 0, needsAttention: 0, problem: null },
  };
  #listSays = "";
  #hasUpdate = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
  ) {
    for (const name of ["state", "state-icon"]) {
      part(root, name).addEventListener("click", () => openDialog(part(root, "state-dialog")));
    }
    part(root, "send").addEventListener("click", () => void sync());
    part(root, "rescue").addEventListener("click", () => void this.#saveRescueFile());
    part(root, "reload").addEventListener("click", () => location.reload());
    whenUpdateWaits((activate) => {
      show(part(root, "update"), true);
      this.#hasUpdate = true;
      this.#writeLine();
      part(root, "take-over").addEventListener("click", () => activate(), { once: true });
    });
  }

  showOutbox({ isCounted, waiting, needsAttention, problem }: Shown): void {
    this.#outbox = { isCounted, waiting, needsAttention, problem };
    this.#writeLine();
    this.#showProblem(problem);
    this.#showWays(problem, isCounted ? waiting : null);
    if (isCounted) this.#showCounts(waiting, needsAttention);
  }

  /** The phone's database did not open. What waits in it is counted all the same, where it can be read at all. */
  async showUnopened(trouble: StorageTrouble): Promise<void> {
    const state = { needsAttention: 0, lastSent: null, problem: `storage-${trouble}` } as const;
    this.showOutbox({ ...state, isCounted: false, waiting: 0 });
    if (trouble === "unavailable") return;
    const unsent = await countUnsent().catch(() => null);
    if (unsent === null) part(this.root, "waiting").textContent = this.texts.mayWaitUnseen ?? "";
    else this.showOutbox({ ...state, isCounted: true, waiting: unsent });
  }

  async showList(): Promise<void> {
    const state = await listState().catch(() => null);
    const moment = state ? showMoment(state.madeAt, this.texts, await todayInFinland()) : "";
    const list = part(this.root, "list");
    const clock = (await clockOffset()) ? this.texts.clockWrong : "";
    const age = state ? fill(this.texts.listOf, { moment }) : this.texts.listNone;
    const warning = state?.isTooOld ? this.texts.tooOld : state?.isStale ? this.texts.stale : "";
    list.textContent = sentences([age, warning, clock]);
    this.#listSays =
      state && !state.isStale ? "" : ((state ? this.texts.shortStale : this.texts.listNone) ?? "");
    this.#writeLine();
    list.dataset.state = state ? (state.isTooOld ? "too-old" : state.isStale ? "stale" : "fresh") : "none";
  }

  #showCounts(waiting: number, needsAttention: number): void {
    const { oneWaits, severalWait, oneNeeds, severalNeed, allSent } = this.texts;
    const waits = waiting === 1 ? oneWaits : fill(severalWait, { count: waiting });
    const needs = needsAttention === 1 ? oneNeeds : fill(severalNeed, { count: needsAttention });
    const sentences = [waiting ? waits : "", needsAttention ? needs : ""].filter(Boolean);
    part(this.root, "waiting").textContent = sentences.length ? sentences.join(" ") : (allSent ?? "");
  }

  #writeLine(): void {
    const { isCounted, waiting, needsAttention, problem } = this.#outbox;
    const line = part(this.root, "state");
    const parts = [
      problem ? this.texts[SHORT_TEXTS[problem]] : "",
      waiting ? fill(this.texts.shortWaits, { count: waiting }) : "",
      needsAttention ? fill(this.texts.shortNeeds, { count: needsAttention }) : "",
      this.#listSays,
      this.#hasUpdate ? this.texts.shortUpdate : "",
    ];
    line.textContent = parts.filter(Boolean).join(" · ");
    line.dataset.problem = problem ?? "";
    line.dataset.waiting = isCounted ? String(waiting) : "";
    show(line, line.textContent !== "");
  }

  /** `waiting`: null where it is not known. */
  #showWays(problem: Problem | null, waiting: number | null): void {
    const isOfStorage = problem?.startsWith("storage-") ?? false;
    const mayHold = isOfStorage ? problem !== "storage-unavailable" && waiting !== 0 : true;
    const mayHelpToLoad = problem !== null && ENDED_BY_LOADING.includes(problem);
    show(part(this.root, "send"), !isOfStorage);
    show(part(this.root, "rescue"), mayHold);
    show(part(this.root, "reload"), mayHelpToLoad);
    show(part(this.root, "sign-in"), problem === "signed-out");
    const isNeeded = isOfStorage ? mayHold || mayHelpToLoad : problem === "signed-out" || Boolean(waiting);
    show(part(this.root, "ways"), problem !== null && isNeeded);
  }

  #showProblem(problem: Problem | null): void {
    const element = part(this.root, "problem");
    const text = problem ? (this.texts[PROBLEM_TEXTS[problem]] ?? "") : "";
    // An alert is read out when its text changes: the same again must not be.
    if (element.textContent !== text) element.textContent = text;
    element.dataset.problem = problem ?? "";
    show(element, problem !== null);
  }

  async #saveRescueFile(): Promise<void> {
    const count = await downloadRescueFile().catch(() => 0);
    if (!count) part(this.root, "problem").textContent = this.texts.noRescueFile ?? "";
  }
}
