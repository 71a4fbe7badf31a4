// What waits on this phone, how old its list is, and what to do when something is in the way.
import { listState } from "../../card-list/card-list";
import { clockOffset, todayInFinland } from "../../clock";
import { downloadRescueFile } from "../../outbox/rescue";
import type { OutboxState } from "../../outbox/state";
import { sync } from "../../outbox/sync";
import { whenUpdateWaits } from "../../updates";
import { part, show } from "./pieces";
import { fill, showMoment, type Texts } from "./texts";

export class Bar {
  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
  ) {
    show(part(root, "bar"), true);
    part(root, "send").addEventListener("click", () => void sync());
    part(root, "rescue").addEventListener("click", () => void downloadRescueFile());
    whenUpdateWaits((takeOver) => {
      show(part(root, "update"), true);
      part(root, "take-over").addEventListener("click", () => takeOver(), { once: true });
    });
  }

  showOutbox({ isCounted, waiting, needsAttention, problem }: OutboxState): void {
    this.#showProblem(problem);
    if (!isCounted) return;
    const { oneWaits, severalWait, oneNeeds, severalNeed, allSent } = this.texts;
    const waits = waiting === 1 ? oneWaits : fill(severalWait, { count: waiting });
    const needs = needsAttention === 1 ? oneNeeds : fill(severalNeed, { count: needsAttention });
    const told = [waiting ? waits : "", needsAttention ? needs : ""].filter(Boolean);
    part(this.root, "waiting").textContent = told.length ? told.join(" ") : (allSent ?? "");
    part(this.root, "bar").dataset.waiting = String(waiting);
    show(part(this.root, "ways"), problem !== null && waiting > 0);
    show(part(this.root, "sign-in"), problem === "signed-out");
    if (problem === "signed-out") show(part(this.root, "ways"), true);
  }

  async showList(): Promise<void> {
    const state = await listState().catch(() => null);
    const moment = state ? showMoment(state.madeAt, this.texts, await todayInFinland()) : "";
    const list = part(this.root, "list");
    const clock = (await clockOffset()) ? this.texts.clockWrong : "";
    const age = state ? fill(this.texts.listOf, { moment }) : this.texts.listNone;
    list.textContent = [age, state?.isStale ? this.texts.stale : "", clock].filter(Boolean).join(" · ");
    list.dataset.state = state ? (state.isTooOld ? "too-old" : state.isStale ? "stale" : "fresh") : "none";
  }

  #showProblem(problem: OutboxState["problem"]): void {
    const texts = { offline: "offline", "signed-out": "signedOut", server: "server", storage: "storage" };
    const element = part(this.root, "problem");
    const text = problem ? (this.texts[texts[problem]] ?? "") : "";
    // An alert is read out when its text changes: the same again must not be.
    if (element.textContent !== text) element.textContent = text;
    element.dataset.problem = problem ?? "";
    show(element, problem !== null);
  }
}
