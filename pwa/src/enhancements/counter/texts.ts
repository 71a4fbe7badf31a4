// The screen's sentences, which come with the page in its language, and how days and times are written in it.
import { dayInFinland } from "../../clock";

export type Texts = Readonly<Record<string, string>> & {
  readonly refusals: Readonly<Record<string, string>>;
  readonly advice: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, string>>;
  /** The word of each tone. */
  readonly words: Readonly<Record<string, string>>;
};

// Made once: making one is slower on an old phone than finding a card among a hundred thousand.
const TIMES = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "Europe/Helsinki",
});
const MONTHS = new Intl.DateTimeFormat("en-GB", { month: "short" });

export function textsOf(root: ParentNode): Texts {
  return JSON.parse(root.querySelector('[data-counter="texts"]')?.textContent ?? "{}");
}

export function fill(sentence: string | undefined, facts: Readonly<Record<string, string | number>>): string {
  return (sentence ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ""));
}

/** Parts that may be sentences with their own full stop, or a few words without one: said one after another. */
export function sentences(parts: readonly (string | null | undefined)[]): string {
  const said = parts.map((part) => part?.trim() ?? "").filter(Boolean);
  return said
    .map((part, index) => (index < said.length - 1 && !/[.?!…]$/.test(part) ? `${part}.` : part))
    .join(" ");
}

/** Who came with one card: "1 adult and 2 children". */
export function showPeople(children: number, { adult, adultAndChild, adultAndChildren }: Texts): string {
  const several = fill(adultAndChildren, { count: children });
  return (children === 0 ? adult : children === 1 ? adultAndChild : several) ?? "";
}

/** 14.05, or 14:05 in English, in Finland. */
export function showTime(ms: number): string {
  const [hour, minute] = TIMES.format(ms).split(":");
  return isEnglish() ? `${hour}:${minute}` : `${Number(hour)}.${minute}`;
}

/** 22.11.2026, or 22 Nov 2026 in English. */
export function showDay(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  if (isEnglish()) {
    return `${date.getUTCDate()} ${MONTHS.format(date)} ${date.getUTCFullYear()}`;
  }
  return `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()}`;
}

/** "today at 14.05", or with its day. */
export function showMoment(ms: number, texts: Texts, today: string): string {
  const day = dayInFinland(ms);
  const facts = { day: showDay(day), time: showTime(ms) };
  return fill(day === today ? texts.momentToday : texts.moment, facts);
}

/** A 999 123 453, with spaces that do not break. */
export function showCode(code: string): string {
  return [code.slice(0, 1), code.slice(1, 4), code.slice(4, 7), code.slice(7)].join("\u00a0");
}

const isEnglish = () => document.documentElement.lang === "en";
