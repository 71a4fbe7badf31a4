// A card code's field: capitals, no spaces, a running count, and a word at once when something is wrong. Whatever else a
// scanner or a keyboard made of the code stays while it is being typed, and becomes the code when it is done or pasted.
// It never stops a form from being sent: the server has the last word, and a scanner ends with Enter.
import { isWhole, type Reading, readCode, tidyCode } from "../../card-code";

export function enhance(element: HTMLElement): void {
  const feedback = document.getElementById(element.dataset.feedback ?? "");
  if (!(element instanceof HTMLInputElement) || !feedback) return;
  const legacyLetters = new Set(element.dataset.legacyLetters ?? "");
  const refresh = () => {
    tidyTyped(element);
    showFeedback(feedback, readCode(element.value, legacyLetters), element.dataset);
  };
  if (element.dataset.enter === "moves") element.addEventListener("keydown", moveOnEnter);
  feedback.hidden = false;
  element.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.inputType === "insertFromPaste") writeWhole(element);
    refresh();
  });
  element.addEventListener("change", () => {
    writeWhole(element);
    refresh();
  });
  if (element.value) refresh();
}

/** Where the code is the first of several answers, a scanner's Enter goes to the next one that is still empty. */
function moveOnEnter(event: KeyboardEvent): void {
  const field = event.currentTarget;
  if (event.key !== "Enter" || !(field instanceof HTMLInputElement)) return;
  const fields = [...(field.form?.elements ?? [])];
  const next = fields.slice(fields.indexOf(field) + 1).find(isEmptyTextField);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function isEmptyTextField(element: Element): element is HTMLInputElement {
  return element instanceof HTMLInputElement && element.type === "text" && element.value === "";
}

/** Not before it is done: what follows may show that its beginning was a scanner's prefix. */
function writeWhole(input: HTMLInputElement): void {
  const reading = readCode(input.value, new Set());
  if (isWhole(reading) && reading.code !== input.value) input.value = reading.code;
}

/** Tidies what was typed without moving the caret under the person's hands. */
function tidyTyped(input: HTMLInputElement): void {
  const tidy = tidyCode(input.value);
  if (tidy === input.value) return;
  const before = tidyCode(input.value.slice(0, input.selectionStart ?? input.value.length)).length;
  input.value = tidy;
  input.setSelectionRange(before, before);
}

function showFeedback(feedback: HTMLElement, reading: Reading, texts: DOMStringMap): void {
  const message = {
    incomplete: "",
    "well-formed": texts.textGood ?? "",
    "bad-shape": texts.textShape ?? "",
    "two-meanings": texts.textTwo ?? "",
    "bad-check-digit": texts.textCheck ?? "",
  }[reading.kind];
  const count = (texts.textCount ?? "{count}").replace("{count}", String(reading.code.length));
  const counter = part("kk-feedback__count", reading.code ? count : "");
  // The feedback is a live region: a screen reader hears the word, not every character counted.
  counter.setAttribute("aria-hidden", "true");
  const word = part("kk-feedback__message", message);
  word.classList.toggle("kk-feedback__message--good", reading.kind === "well-formed");
  feedback.replaceChildren(counter, word);
}

function part(className: string, text: string): HTMLElement {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = text;
  return span;
}
