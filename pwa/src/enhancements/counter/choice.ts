// What is chosen on a card's sheet before it is recorded.
export interface Choice {
  kind: "ticket" | "course";
  children: number;
  assistants: number;
  offerId: number | null;
}

/** What the form holds; a number that is none is NaN. */
export function choiceIn(form: HTMLFormElement, isCommunity: boolean): Choice {
  const [children, assistants] = [...form.querySelectorAll<HTMLInputElement>(".kk-stepper input")];
  const kind = form.querySelector<HTMLInputElement>('input[type="radio"]:checked')?.value;
  const offer = form.querySelector("select")?.value;
  return {
    kind: kind === "course" && !isCommunity ? "course" : "ticket",
    children: countIn(children),
    assistants: countIn(assistants),
    offerId: offer ? Number(offer) : null,
  };
}

/** A whole number, 0 where nothing is written, NaN where something else is. */
function countIn(input: HTMLInputElement | undefined): number {
  const typed = input?.value.trim() ?? "";
  return /^\d{0,4}$/.test(typed) ? Number(typed) : Number.NaN;
}
