// One line of what matters now, "No connection · 3 wait", and behind it all that this phone knows of itself: what waits,
// how old its list is, and what to do when something is in the way. Nothing of it ever covers an answer.
import { listState } from "../../card-list/card-list";
import { clockOffset, todayInFinland } from "../../clock";
import { countUnsent, downloadRescueFile } from "../../outbox/rescue";
import { dismissStorageNews, isAllSent, type OutboxState, type StorageState } from "../../outbox/state";
import { sync } from "../../outbox/sync";
import type { Problem } from "../../records/problem";
import type { StorageTrouble } from "../../storage/storage-error";
import { whenUpdateWaits } from "../../updates";
import { openDialog } from "./dialogs";
import { part, say, show } from "./pieces";
import { fill, sentences, showMoment, type Texts } from "./texts";

/** In a word or two, for the line. */
const SHORT_TEXTS: Readonly<Record<Problem, string>> = {
  offline: "shortOffline",
  "signed-out": "shortSignedOut",
  server: "shortServer",
  "unknown-answer": "shortServer",
  "held-back": "shortHeldBack",
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
  "held-back": "heldBack",
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

/** What became of the storage while nobody was looking, until somebody has read it. */
const NEWS_TEXTS: Readonly<Record<StorageState["kind"], string>> = {
  works: "",
  fails: "",
  emptied: "storageEmptied",
  "put-back": "storagePutBack",
};
const UNKNOWN: OutboxState = {
  ...{
    isCounted: false,
    isSaving: false,
    waiting: 0,
    needsAttention: 0,
    onlyHere: 0,
    lastSent: null,
    problem: null,
  },
  storage: { kind: "works" },
};

export class StateLine {
  #outbox = UNKNOWN;
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
    part(root, "storage-read").addEventListener("click", () => void dismissStorageNews());
    part(root, "reload").addEventListener("click", () => location.reload());
    whenUpdateWaits((activate) => {
      show(part(root, "update"), true);
      this.#hasUpdate = true;
      this.#writeLine();
      part(root, "take-over").addEventListener("click", () => activate(), { once: true });
    });
  }

  showOutbox(outbox: OutboxState): void {
    const { isCounted, waiting, storage, onlyHere } = outbox;
    const problem = storage.kind === "fails" ? (`storage-${storage.trouble}` as const) : outbox.problem;
    this.#outbox = { ...outbox, problem };
    this.#writeLine();
    if (storage.kind === "fails") this.#showProblem(problem, this.#saysOfFailing(onlyHere));
    else this.#showProblem(problem, problem ? this.texts[PROBLEM_TEXTS[problem]] : "");
    this.#showWays(problem, isCounted ? waiting : null);
    this.#showStorage(storage);
    this.#showCounts(outbox);
  }

  /** The register cannot be reached, and this phone's storage knows nobody: it is new, or it was emptied. */
  showUnknownPhone(): void {
    this.showOutbox({ ...UNKNOWN, problem: "offline" });
    say(part(this.root, "waiting"), this.texts.unknownPhone ?? "");
  }

  /** The phone's database did not open. What waits in it is counted all the same, where it can be read at all. */
  async showUnopened(trouble: StorageTrouble): Promise<void> {
    const state = { ...UNKNOWN, problem: `storage-${trouble}` } as const;
    this.showOutbox(state);
    if (trouble === "unavailable") return;
    const unsent = await countUnsent().catch(() => null);
    if (unsent === null) say(part(this.root, "waiting"), this.texts.mayWaitUnseen ?? "");
    else this.showOutbox({ ...state, isCounted: true, waiting: unsent });
  }

  async showList(): Promise<void> {
    const state = await listState().catch(() => null);
    const moment = state ? showMoment(state.madeAt, this.texts, await todayInFinland()) : "";
    const list = part(this.root, "list");
    const clock = (await clockOffset()) ? this.texts.clockWrong : "";
    const age = state ? fill(this.texts.listOf, { moment }) : this.texts.listNone;
    const warning = state?.isTooOld ? this.texts.tooOld : state?.isStale ? this.texts.stale : "";
    say(list, sentences([age, warning, clock]));
    this.#listSays =
      state && !state.isStale ? "" : ((state ? this.texts.shortStale : this.texts.listNone) ?? "");
    this.#writeLine();
    list.dataset.state = state ? (state.isTooOld ? "too-old" : state.isStale ? "stale" : "fresh") : "none";
  }

  /** While the screen works on without it: unlike at a page's beginning, visits are recorded here all the same. */
  #saysOfFailing(onlyHere: number): string {
    const { storageFails, oneOnlyHere, severalOnlyHere } = this.texts;
    const only = onlyHere === 1 ? oneOnlyHere : fill(severalOnlyHere, { count: onlyHere });
    return sentences([storageFails, onlyHere ? only : ""]);
  }

  #showStorage({ kind }: StorageState): void {
    const news = this.texts[NEWS_TEXTS[kind]] ?? "";
    say(part(this.root, "storage-sentence"), news);
    show(part(this.root, "storage-news"), news !== "");
    show(part(this.root, "plain"), kind === "fails");
  }

  #showCounts(outbox: OutboxState): void {
    const { isCounted, waiting, needsAttention } = outbox;
    const { oneWaits, severalWait, oneNeeds, severalNeed, allSent } = this.texts;
    const waits = waiting === 1 ? oneWaits : fill(severalWait, { count: waiting });
    const needs = needsAttention === 1 ? oneNeeds : fill(severalNeed, { count: needsAttention });
    const counted = [waiting ? waits : "", needsAttention ? needs : ""].filter(Boolean);
    if (!isCounted) return;
    const none = isAllSent(outbox) ? (allSent ?? "") : "";
    say(part(this.root, "waiting"), counted.length ? counted.join(" ") : none);
  }

  #writeLine(): void {
    const { isCounted, waiting, needsAttention, problem, storage, onlyHere } = this.#outbox;
    const line = part(this.root, "state");
    const parts = [
      problem ? this.texts[SHORT_TEXTS[problem]] : "",
      NEWS_TEXTS[storage.kind] ? this.texts.shortEmptied : "",
      waiting ? fill(this.texts.shortWaits, { count: waiting }) : "",
      needsAttention ? fill(this.texts.shortNeeds, { count: needsAttention }) : "",
      this.#listSays,
      this.#hasUpdate ? this.texts.shortUpdate : "",
    ];
    say(line, parts.filter(Boolean).join(" · "));
    line.dataset.problem = problem ?? "";
    line.dataset.waiting = isCounted ? String(waiting) : "";
    line.dataset.storage = storage.kind;
    line.dataset.onlyHere = String(onlyHere);
    show(line, line.textContent !== "");
  }

  /** `waiting`: null where it is not known. */
  #showWays(problem: Problem | null, waiting: number | null): void {
    const isOfStorage = problem?.startsWith("storage-") ?? false;
    const mayHold = isOfStorage ? problem !== "storage-unavailable" && waiting !== 0 : true;
    // What is on this page only would be lost by it.
    const mayHelpToLoad = problem !== null && ENDED_BY_LOADING.includes(problem) && !this.#outbox.onlyHere;
    const isFailing = this.#outbox.storage.kind === "fails";
    show(part(this.root, "send"), !isOfStorage || (isFailing && Boolean(waiting)));
    show(part(this.root, "rescue"), mayHold);
    show(part(this.root, "reload"), mayHelpToLoad);
    show(part(this.root, "sign-in"), problem === "signed-out");
    const isNeeded = isOfStorage
      ? isFailing || mayHold || mayHelpToLoad
      : problem === "signed-out" || Boolean(waiting);
    show(part(this.root, "ways"), problem !== null && isNeeded);
  }

  #showProblem(problem: Problem | null, text = ""): void {
    const element = part(this.root, "problem");
    // An alert is read out when its text changes: the same again must not be.
    say(element, text);
    element.dataset.problem = problem ?? "";
    show(element, problem !== null);
  }

  async #saveRescueFile(): Promise<void> {
    const count = await downloadRescueFile().catch(() => 0);
    if (!count) say(part(this.root, "problem"), this.texts.noRescueFile ?? "");
  }
}
