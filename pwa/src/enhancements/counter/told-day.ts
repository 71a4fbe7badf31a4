// The venue's day as the register told it last: asked for, kept, and read again by a page that starts without a network.
import type { CounterPlace, DayVisit, ToldDay } from "../../records/day";
import type { Offer } from "../../records/offer";
import { post } from "../../register-api";
import { forgetSetting, keepSetting, setting } from "../../storage/setting";

/** What the register answers says more of each visit than is kept here. */
interface DayAnswer extends ToldDay {
  offers: Offer[];
  /** Of the counter itself; missing from a register of the release before. */
  venue?: string;
  device?: string | null;
  fast_mode?: boolean;
}

let place: CounterPlace | null = null;
let told: ToldDay | null = null;
let offers: Offer[] | null = null;

/** Asks the register. Without an answer what it said last stands. */
export async function askForDay(): Promise<void> {
  const reply = await post<DayAnswer>("/api/counter/day", {});
  if (reply.kind !== "answer") return;
  const { day, visits } = reply.body;
  told = { day, visits: visits.map(kept) };
  offers = reply.body.offers;
  const { venue, device = null, fast_mode: isFast = false } = reply.body;
  if (venue !== undefined) {
    place = { venue, device, isFast };
    await keepSetting("counter-place", place).catch(() => undefined);
  }
  // A phone that can keep nothing knows it as long as the page is open.
  await Promise.all([keepSetting("counter-day", told), keepSetting("counter-offers", offers)]).catch(
    () => undefined,
  );
}

/** What the register has told of a day, in this page's life or before; null where it has told nothing of it. */
export async function toldDay(day: string): Promise<readonly DayVisit[] | null> {
  told ??= await setting("counter-day").catch(() => null);
  if (told && told.day < day) {
    told = null; // codes of cards are kept for their day and no longer
    await forgetSetting("counter-day").catch(() => undefined);
  }
  return told?.day === day ? told.visits : null;
}

/** What is on, as the register said last. */
export async function toldOffers(): Promise<readonly Offer[]> {
  offers ??= await setting("counter-offers").catch(() => null);
  return offers ?? [];
}

/** Whose counter it is, as the register said last. */
export async function toldPlace(): Promise<CounterPlace | null> {
  place ??= await setting("counter-place").catch(() => null);
  return place;
}

/** No names of who recorded it: a phone that is found tells only what its counter shows. */
function kept(visit: DayVisit): DayVisit {
  const { id, code, at, kind, children, assistants, remark, remark_text, undone_at, group_id = null } = visit;
  return { id, code, at, kind, children, assistants, remark, remark_text, undone_at, group_id };
}
