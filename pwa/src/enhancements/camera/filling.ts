// What a code that was read does to the form: it fills the field, then the form is sent or the next field waits.
import { keepSessionNote, sessionNote } from "../../scanner/preferences";

export function fill(field: HTMLInputElement, code: string): void {
  field.value = code;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The first control after `root` in the form that a person can reach. */
export function focusNext(root: HTMLElement, form: HTMLFormElement): void {
  const after = [...form.elements].find(
    (element): element is HTMLElement =>
      element instanceof HTMLElement &&
      root.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING &&
      !element.hidden &&
      element.getAttribute("type") !== "hidden",
  );
  after?.focus();
}

/** The card that was read last may still lie under the camera when the next page opens. */
export function keepLastCode(code: string): void {
  keepSessionNote("last-code", code);
}

export function popLastCode(): { code: string; at: number } | null {
  const code = sessionNote("last-code");
  keepSessionNote("last-code", null);
  return code ? { code, at: performance.now() } : null;
}
