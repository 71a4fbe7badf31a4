// Where keys land while a scanner types beside the code's field: what was there before, and how it comes back.

const NUMERIC = new Set(["numeric", "decimal", "tel"]);
const FREE_TEXT = new Set(["text", "search", "email", "url", "password"]);
const NOT_TYPED_INTO = new Set([
  "radio",
  "checkbox",
  "button",
  "submit",
  "reset",
  "image",
  "file",
  "range",
  "color",
]);

export interface Landing {
  /** Whether a letter has a business there; elsewhere it waits until it is known whose it is. */
  readonly takesLetters: boolean;
  /** As it was when the run began. */
  restore(): void;
  /** What the hands typed that were taken for a scanner. */
  giveBack(text: string): void;
}

/** Null for what nobody types into: a button, a link, the page. */
export function landingOf(target: EventTarget | null): Landing | null {
  if (target instanceof HTMLSelectElement) return new Choice(target);
  if (target instanceof HTMLTextAreaElement) return new Text(target, true);
  if (!(target instanceof HTMLInputElement) || NOT_TYPED_INTO.has(target.type)) return null;
  return new Text(target, FREE_TEXT.has(target.type) && !NUMERIC.has(target.getAttribute("inputmode") ?? ""));
}

class Text implements Landing {
  readonly #before: string;
  readonly #start: number;
  readonly #end: number;

  constructor(
    private readonly input: HTMLInputElement | HTMLTextAreaElement,
    readonly takesLetters: boolean,
  ) {
    this.#before = input.value;
    // A field of another type than text does not tell where its caret stands.
    this.#start = input.selectionStart ?? input.value.length;
    this.#end = input.selectionEnd ?? input.value.length;
  }

  restore(): void {
    this.#write(this.#before, this.#start, this.#end);
  }

  giveBack(text: string): void {
    const caret = this.#start + text.length;
    this.#write(this.#before.slice(0, this.#start) + text + this.#before.slice(this.#end), caret, caret);
  }

  #write(value: string, start: number, end: number): void {
    const { input } = this;
    if (input.value === value) return;
    input.value = value;
    if (input.selectionStart !== null) input.setSelectionRange(start, end);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** A list that is chosen from by typing the beginning of a name. */
class Choice implements Landing {
  readonly takesLetters = true;
  readonly #before: number;

  constructor(private readonly select: HTMLSelectElement) {
    this.#before = select.selectedIndex;
  }

  restore(): void {
    if (this.select.selectedIndex === this.#before) return;
    this.select.selectedIndex = this.#before;
    for (const name of ["input", "change"]) this.select.dispatchEvent(new Event(name, { bubbles: true }));
  }

  /** Four characters typed in a breath choose nothing; the list stays as it was. */
  giveBack(): void {
    this.restore();
  }
}
