// What a code means here and now: by this phone at once, then by the register, which has the last word.
import { readCode } from "../../card-code";
import { type LocalVerdict, verdictFromList } from "../../card-list/card-list";
import { correctedNow, todayInFinland } from "../../clock";
import { unhandled } from "../../exhaustive";
import { post, type Reply } from "../../register-api";

export type Tone = "valid" | "repeated" | "refused" | "unknown" | "mistyped";

/** How a code came in: a hand may have mistyped it, a machine has not. */
export type Way = "camera" | "scanner" | "typed";

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
  /** Typed, without a check digit that would tell, and unknown: first of all a typing error. */
  isDoubtful: boolean;
  /** The register's own sentences for its reason, where this page has none: it may be a reason of a later release. */
  text: string;
  advice: string;
}

export interface Surroundings {
  legacyLetters: ReadonlySet<string>;
  mostChildrenOfGroup: number;
  repeatMs: number;
  /** For how long a visit that recorded itself may be undone or changed on its sheet. */
  fastUndoMs: number;
  /** When this phone last recorded the code, if it did lately. */
  lastHere(code: string): Promise<number | null>;
  /** The same of what has not been sent yet: of all else the register knows more. */
  lastUnsentHere(code: string): Promise<number | null>;
}

const NOTHING = {
  ...{ isCommunity: false, mostChildren: 0, lastDay: null, lastHere: null, text: "", advice: "" },
  isDoubtful: false,
};

/** Whether a visit can be recorded on this answer: valid, repeated on purpose, or to be checked later. */
export const isRecordable = ({ tone }: Verdict) => tone !== "refused" && tone !== "mistyped";

/** Whether a visit would be lost if the card went out of sight: one that was recorded here already would not. */
export const isUnrecorded = ({ tone }: Verdict) => tone === "valid" || tone === "unknown";

/** Without the network. Never fails: a phone that cannot read its list does not know the code. */
export async function judgeByPhone(code: string, way: Way, around: Surroundings): Promise<Verdict> {
  const today = await todayInFinland();
  const local = await verdictFromList(code, today).catch((): LocalVerdict => ({ state: "no-list" }));
  const verdict = doubted(fromList(code, local, around), way, around);
  if (verdict.tone === "refused" || verdict.tone === "mistyped") return verdict;
  return repeated(verdict, await around.lastHere(code), around, await correctedNow());
}

function fromList(code: string, local: LocalVerdict, around: Surroundings): Verdict {
  const base = { ...NOTHING, code, by: "phone", listMadeAt: null, isStale: false } as const;
  switch (local.state) {
    case "no-list":
    case "list-too-old":
      return notListed({ ...base, tone: "unknown", reason: local.state }, around);
    case "unknown":
      return notListed(
        { ...base, listMadeAt: local.listedAt, isStale: local.isStale, tone: "unknown", reason: local.state },
        around,
      );
    case "valid":
      return {
        ...base,
        ...listed(local),
        mostChildren: mostChildren(local, around),
        tone: "valid",
        reason: "",
      };
    case "expired":
    case "ended":
    case "withdrawn":
    case "replaced":
    case "other": // a reason of a later release: not valid, and the register says why
      return { ...base, ...listed(local), tone: "refused", reason: `card_${local.state}` };
    default:
      return unhandled(local);
  }
}

/** Only of a code that no list holds is it worth asking whether it was mistyped. */
function notListed(verdict: Verdict, { legacyLetters }: Surroundings): Verdict {
  const isMistyped = readCode(verdict.code, legacyLetters).kind === "bad-check-digit";
  return isMistyped ? { ...verdict, tone: "mistyped", reason: "code_check_digit" } : verdict;
}

function doubted(verdict: Verdict, way: Way, { legacyLetters }: Surroundings): Verdict {
  const hasNoCheckDigit = legacyLetters.has(verdict.code.charAt(0));
  const isUnheardOf = verdict.tone === "unknown" || verdict.reason === "card_not_registered";
  if (way !== "typed" || !hasNoCheckDigit || !isUnheardOf) return verdict;
  // The register's no is final; a phone that does not know a card may still record it.
  return verdict.tone === "unknown" ? { ...verdict, isDoubtful: true } : { ...verdict, tone: "mistyped" };
}

type Listed = Extract<LocalVerdict, { isCommunity: boolean }>;

const listed = ({ isCommunity, lastDay, madeAt, isStale }: Listed) => ({
  isCommunity,
  lastDay,
  listMadeAt: madeAt,
  isStale,
});

const mostChildren = ({ isCommunity, children }: Listed, { mostChildrenOfGroup }: Surroundings) =>
  isCommunity ? mostChildrenOfGroup : children;

interface Answer {
  code: string;
  verdict: string;
  text?: string;
  advice?: string;
  kind: "personal" | "community" | null;
  valid_until: string | null;
  most_children: number;
  last_here: string | null;
}

/**
 * The register's answer, or null where it is none: then what the phone said stands. `lastHereOnPhone`: `lastUnsentHere` as it
 * was when the card was read, for a venue's fast mode records it before the register is asked.
 */
export async function judgeByRegister(
  code: string,
  way: Way,
  lastHereOnPhone: number | null,
  around: Surroundings,
): Promise<Reply<Verdict>> {
  const reply = await post<Answer>("/api/cards/check", { code });
  if (reply.kind !== "answer") return reply;
  const verdict = doubted(fromRegister(reply.body), way, around);
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
    isDoubtful: false,
    text: answer.text ?? "",
    advice: answer.advice ?? "",
  };
}

function repeated(verdict: Verdict, lastHere: number | null, around: Surroundings, now: number): Verdict {
  const isRecent = lastHere !== null && now - lastHere < around.repeatMs;
  return { ...verdict, lastHere, tone: isRecent ? "repeated" : verdict.tone };
}

/** Whether what the register says is another answer than the one that stands on the screen. */
export function differs(shown: Verdict, reply: Verdict): boolean {
  return (
    shown.tone !== reply.tone || shown.reason !== reply.reason || shown.mostChildren !== reply.mostChildren
  );
}
