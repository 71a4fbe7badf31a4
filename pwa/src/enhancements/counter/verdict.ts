// What a code means here and now: by this phone at once, then by the register, which has the last word.
import { readCode } from "../../card-code";
import { type LocalVerdict, lookUp } from "../../card-list/card-list";
import { correctedNow, todayInFinland } from "../../clock";
import { post, type Told } from "../../register-api";

export type Tone = "valid" | "repeated" | "refused" | "unknown" | "mistyped";

export interface Verdict {
  code: string;
  tone: Tone;
  /** The register's reason for a no, or why the phone does not know. */
  reason: string;
  isCommunity: boolean;
  mostChildren: number;
  lastDay: string | null;
  lastHere: number | null;
  by: "phone" | "register";
  listMadeAt: number | null;
  isStale: boolean;
}

export interface Surroundings {
  legacyLetters: ReadonlySet<string>;
  mostChildrenOfGroup: number;
  repeatMs: number;
  /** When this phone last recorded the code, if it did lately. */
  lastHere(code: string): Promise<number | null>;
}

const NOTHING = { isCommunity: false, mostChildren: 0, lastDay: null, lastHere: null };

/** Without the network. Never fails: a phone that cannot read its list does not know the code. */
export async function judgeByPhone(code: string, around: Surroundings): Promise<Verdict> {
  const today = await todayInFinland();
  const local = await lookUp(code, today).catch((): LocalVerdict => ({ state: "no-list" }));
  const verdict = fromList(code, local, around);
  if (verdict.tone === "refused" || verdict.tone === "mistyped") return verdict;
  return repeated(verdict, await around.lastHere(code), around, await correctedNow());
}

function fromList(code: string, local: LocalVerdict, around: Surroundings): Verdict {
  const base = { ...NOTHING, code, by: "phone", isStale: "isStale" in local && local.isStale } as const;
  if (!("isCommunity" in local)) {
    const isMistyped = readCode(code, around.legacyLetters).kind === "bad-check-digit";
    const listMadeAt = "listedAt" in local ? local.listedAt : null;
    if (isMistyped) return { ...base, listMadeAt, tone: "mistyped", reason: "code_check_digit" };
    return { ...base, listMadeAt, tone: "unknown", reason: local.state };
  }
  const { isCommunity, lastDay, madeAt: listMadeAt } = local;
  if (local.state !== "valid") {
    return { ...base, isCommunity, lastDay, listMadeAt, tone: "refused", reason: `card_${local.state}` };
  }
  const mostChildren = isCommunity ? around.mostChildrenOfGroup : local.children;
  return { ...base, isCommunity, lastDay, listMadeAt, mostChildren, tone: "valid", reason: "" };
}

interface Answer {
  code: string;
  verdict: string;
  kind: "personal" | "community" | null;
  valid_until: string | null;
  most_children: number;
  last_here: string | null;
}

/** The register's answer, or null where it is none: then what the phone said stands. */
export async function judgeByRegister(code: string, around: Surroundings): Promise<Told<Verdict>> {
  const told = await post<Answer>("/api/cards/check", { code });
  if (told.kind !== "answer") return told;
  const lastHereOnPhone = await around.lastHere(code);
  const verdict = fromRegister(told.body);
  if (verdict.tone !== "valid") return { kind: "answer", body: verdict };
  const lastHere = Math.max(verdict.lastHere ?? 0, lastHereOnPhone ?? 0) || null;
  return { kind: "answer", body: repeated(verdict, lastHere, around, await correctedNow()) };
}

function fromRegister(answer: Answer): Verdict {
  const isMistyped = answer.verdict === "code_check_digit";
  return {
    code: answer.code,
    tone: answer.verdict === "valid" ? "valid" : isMistyped ? "mistyped" : "refused",
    reason: answer.verdict === "valid" ? "" : answer.verdict,
    isCommunity: answer.kind === "community",
    mostChildren: answer.most_children,
    lastDay: answer.valid_until,
    lastHere: answer.last_here ? Date.parse(answer.last_here) : null,
    by: "register",
    listMadeAt: null,
    isStale: false,
  };
}

function repeated(verdict: Verdict, lastHere: number | null, around: Surroundings, now: number): Verdict {
  const isRecent = lastHere !== null && now - lastHere < around.repeatMs;
  return { ...verdict, lastHere, tone: isRecent ? "repeated" : verdict.tone };
}

/** Whether what the register says is another answer than the one that stands on the screen. */
export function differs(shown: Verdict, told: Verdict): boolean {
  return shown.tone !== told.tone || shown.reason !== told.reason || shown.mostChildren !== told.mostChildren;
}
