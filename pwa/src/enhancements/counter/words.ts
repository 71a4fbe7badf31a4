// What an answer is called, why it is so, and what to say to the customer.
import { fill, showTime, type Texts } from "./texts";
import type { Verdict } from "./verdict";

/** The one word at arm's length. */
export function wordOf({ tone, reason, isDoubtful }: Verdict, texts: Texts): string {
  if (isDoubtful) return texts.words.mistyped ?? "";
  if (tone === "refused" && reason === "card_not_registered") return texts.titleUnregistered ?? "";
  return texts.words[tone] ?? "";
}

/** The colour and sign of an answer: a code to look at again is a question like an unknown one. */
export const signOf = ({ tone }: Verdict) => (tone === "mistyped" ? "unknown" : tone);

export function reasonOf(verdict: Verdict, texts: Texts): string {
  const { tone, reason, lastHere, isDoubtful } = verdict;
  if (tone === "repeated" && lastHere) return fill(texts.repeated, { at: showTime(lastHere) });
  if (tone === "mistyped" && reason === "card_not_registered") return texts.nobodyHas ?? "";
  if (isDoubtful) return texts.doubtful ?? "";
  if (tone === "unknown") {
    const why: Record<string, string | undefined> = {
      "no-list": texts.noList,
      "list-too-old": texts.listTooOld,
    };
    return why[reason] ?? texts.unknown ?? "";
  }
  return tone === "refused" || tone === "mistyped" ? refusalOf(verdict, texts) : "";
}

/** A reason of a later release has no sentence here: then the register's own, else one that fits them all. */
function refusalOf({ reason, text }: Verdict, texts: Texts): string {
  return texts.refusals[reason] ?? (text || (texts.otherRefusal ?? ""));
}

export function adviceOf({ tone, reason, advice }: Verdict, texts: Texts): string {
  if (tone === "mistyped") return "";
  return texts.advice[reason] ?? (advice || (texts.otherAdvice ?? ""));
}
