// Whose counter this is and for which event, on the head of the screen before the first card.
import { todayInFinland } from "../../clock";
import type { Offer } from "../../records/offer";
import { preference, rememberPreference } from "../../scanner/preferences";
import { openDialog } from "./dialogs";
import { optionOf, part, say, show } from "./pieces";
import type { Texts } from "./texts";
import { toldOffers, toldPlace } from "./told-day";

export class Where {
  #offers: readonly Offer[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
  ) {
    part(root, "where").addEventListener("click", () => openDialog(part(root, "where-dialog")));
    this.#choice.addEventListener("change", () => {
      rememberPreference("offer", this.#choice.value);
      this.#write();
    });
  }

  /** What the register has told by now, or did when this phone was last online. */
  async refresh(): Promise<void> {
    const place = await toldPlace();
    if (place) {
      for (const element of this.root.querySelectorAll('[data-counter="venue"]')) say(element, place.venue);
      say(part(this.root, "device"), place.device ?? "");
      this.root.dataset.isFast = String(place.isFast);
    }
    this.#showOffers(await this.offers());
  }

  /** A venue's fast mode: a valid card without choices records itself. */
  get isFast(): boolean {
    return this.root.dataset.isFast === "true";
  }

  /** What is on today, as far as this phone has heard. */
  async offers(): Promise<Offer[]> {
    const today = await todayInFinland();
    return (await toldOffers()).filter(({ day }) => day === null || day === today);
  }

  /** The event that visits are recorded for now, if it is still on. */
  get offerId(): string | null {
    const chosen = preference("offer");
    return this.#offers.some(({ id }) => String(id) === chosen) ? chosen : null;
  }

  choose(offerId: number | null): void {
    rememberPreference("offer", String(offerId ?? ""));
    this.#write();
  }

  get #choice(): HTMLSelectElement {
    return part<HTMLSelectElement>(this.root, "event-choice");
  }

  #showOffers(offers: readonly Offer[]): void {
    const idsOf = (some: readonly Offer[]) => some.map(({ id, name }) => `${id} ${name}`).join();
    // A list that somebody is choosing from must not be made anew under the finger.
    if (idsOf(offers) !== idsOf(this.#offers)) {
      const options = offers.map(({ id, name }) => optionOf(name, String(id)));
      this.#choice.replaceChildren(...[...this.#choice.options].slice(0, 1), ...options);
      this.#offers = offers;
    }
    this.#write();
  }

  #write(): void {
    const chosen = this.offerId;
    this.#choice.value = chosen ?? "";
    const event = this.#offers.find(({ id }) => String(id) === chosen)?.name;
    const device = part(this.root, "device").textContent ?? "";
    const asks = this.#offers.length ? (this.texts.chooseEvent ?? "") : "";
    say(part(this.root, "event"), [device.trim(), event ?? asks].filter(Boolean).join(" · "));
    show(part(this.root, "events"), this.#offers.length > 0);
    show(part(this.root, "no-events"), this.#offers.length === 0);
  }
}
