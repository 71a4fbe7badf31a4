// When the register last confirmed the cards. The page says when it was made; from then on the register is asked each
// minute, and what it says of this card now brings the page up to date. Without a network the card says since when; the
// service worker keeps it, set up when the page itself is all there.
import { registerWorker } from "../../updates";

const EVERY_MS = 60_000;
const JUST_MADE_MS = 10_000;
const PATIENCE_MS = 8_000;
const FINNISH_DAYS = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Helsinki" }); // year-month-day

/** Sentences are the register's, in the page's language. */
interface Words {
  today: string;
  earlier: string;
  offline: string;
}

interface Reply {
  /** Of each card the code, state, last day and children: other words mean another card. */
  card: string;
  checked_at: string;
  words: Words;
}

export function enhance(element: HTMLElement): void {
  let checkedAt = Date.parse(element.dataset.checkedAt ?? "");
  let words = wordsOf(element);
  const check = async () => {
    if (document.visibilityState !== "visible") return;
    const reply = await ask();
    if (reply && reply.card !== element.dataset.card) return loadAnewOnce(reply.card);
    if (reply) [checkedAt, words] = [Date.parse(reply.checked_at), reply.words];
    show(element, reply ? ageOf(checkedAt, words) : words.offline, reply !== null);
  };
  // The page may be one that was kept: what its last action said has been said, and the day may be another.
  const age = Math.abs(Date.now() - checkedAt);
  if (age > EVERY_MS) document.querySelector("[data-once]")?.remove();
  show(element, ageOf(checkedAt, words), true);
  document.addEventListener("visibilitychange", check);
  addEventListener("online", check);
  setInterval(check, EVERY_MS);
  if (age > JUST_MADE_MS) void check();
  if (document.readyState === "complete") void registerWorker();
  else addEventListener("load", registerWorker);
}

function wordsOf(element: HTMLElement): Words {
  const { earlier = "", offline = "" } = element.dataset;
  return { today: element.querySelector("[data-words]")?.textContent?.trim() ?? "", earlier, offline };
}

function ageOf(checkedAt: number, { today, earlier }: Words): string {
  return FINNISH_DAYS.format(checkedAt) === FINNISH_DAYS.format(Date.now()) ? today : earlier;
}

/** On each card. One that was kept may have come to its end meanwhile, and no register is there to say so. */
function show(element: HTMLElement, sentence: string, isReached: boolean): void {
  for (const line of element.querySelectorAll<HTMLElement>("[data-register]")) {
    const { lastDay = "", lapsed = "" } = line.dataset;
    const hasLapsed = !isReached && lastDay && FINNISH_DAYS.format(Date.now()) > lastDay;
    const words = line.querySelector("[data-words]");
    const said = hasLapsed ? lapsed : sentence;
    if (words && words.textContent !== said) words.textContent = said;
    line.dataset.register = isReached ? "reached" : "out-of-reach";
  }
}

/** Null where the register was not reached: no network, a portal, a server that fails. */
async function ask(): Promise<Reply | null> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch("/oma/tila", {
      cache: "no-store",
      redirect: "error",
      signal: patience.signal,
    });
    const reply = response.ok ? ((await response.json()) as Reply) : null;
    return typeof reply?.card === "string" ? reply : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Once for each news: where the network is slow, the page that comes may still be the one that was kept. */
function loadAnewOnce(news: string): void {
  if (history.state?.news === news) return;
  history.replaceState({ news }, "");
  location.reload();
}
