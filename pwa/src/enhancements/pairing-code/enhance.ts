// Says beside the field that a code has a typing error, or is the card's, before the register is asked.
import { type PairingReading, readPairingCode } from "../../pairing-code";

export function enhance(field: HTMLElement): void {
  const input = field.querySelector("input");
  const form = field.closest("form");
  if (!input || !form) return;
  const stopIfWrong = (event: Event) => {
    const wrong = sentenceFor(readPairingCode(input.value), field.dataset);
    if (!wrong || input.value.trim() === "") return;
    // Before anything else on the form takes it for sent.
    event.preventDefault();
    event.stopImmediatePropagation();
    showError(field, input, wrong);
  };
  form.addEventListener("submit", stopIfWrong, { capture: true });
}

/** None where the page has none of its own: the server says it then. */
function sentenceFor(reading: PairingReading, texts: DOMStringMap): string {
  if (reading === "card-code") return texts.textCardCode ?? texts.textMistyped ?? "";
  return reading === "mistyped" ? (texts.textMistyped ?? "") : "";
}

/** The same markup as the server's, so that it looks, and is read out, alike. */
function showError(field: HTMLElement, input: HTMLInputElement, sentence: string): void {
  const id = `${input.id}-error`;
  const error = document.getElementById(id) ?? newError(id, input);
  const before = document.createElement("span");
  before.className = "govuk-visually-hidden";
  before.textContent = field.dataset.textError ?? "";
  error.replaceChildren(before, ` ${sentence}`);
  field.firstElementChild?.classList.add("govuk-form-group--error");
  input.classList.add("govuk-input--error");
  input.setAttribute("aria-invalid", "true");
  const described = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  input.setAttribute("aria-describedby", [...described.add(id)].join(" "));
  input.focus();
}

function newError(id: string, input: HTMLInputElement): HTMLElement {
  const error = document.createElement("p");
  error.id = id;
  error.className = "govuk-error-message";
  input.before(error);
  return error;
}
