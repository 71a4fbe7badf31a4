// A scanner types wherever the focus happens to be: a run of characters goes to the code field, and the Enter
// that ends it sends that field's form instead of pressing the button that has the focus.
const ENOUGH = 4; // characters that make a run: no slip of the hand, and no single-key shortcut
const GAP_MS = 300;
const GAP_IN_OTHER_INPUT_MS = 50; // nobody types this fast into a number field
const ENTER_MS = 500;
const NOT_TYPED_INTO = new Set(["radio", "checkbox", "button", "submit"]);

interface Run {
  text: string;
  at: number;
  before: string; // what the input held that the scanner typed into
}

export function enhance(form: HTMLElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name="code"]');
  if (!field) return;
  let run: Run = { text: "", at: Number.NEGATIVE_INFINITY, before: "" };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Shift" || event.target === field) return;
    if (event.key === "Enter") stopEnter(event, run);
    run = isCharacter(event) ? longer(run, event) : { ...run, text: "" };
    if (run.text.length < ENOUGH) return;
    event.preventDefault();
    restore(event.target, run.before);
    moveInto(field, run.text);
    run = { ...run, text: "" };
  });
  // What came back with an error is replaced by the next scan, not lengthened; what is being typed already is kept.
  if (field.value && field.value === field.defaultValue) field.select();
}

function isCharacter(event: KeyboardEvent): boolean {
  const isShortcut = event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing;
  return !isShortcut && /^[a-z0-9]$/i.test(event.key);
}

function longer(run: Run, event: KeyboardEvent): Run {
  const input = inputOf(event.target);
  const goesOn = run.text !== "" && event.timeStamp - run.at <= (input ? GAP_IN_OTHER_INPUT_MS : GAP_MS);
  if (goesOn) return { ...run, text: run.text + event.key, at: event.timeStamp };
  return { text: event.key, at: event.timeStamp, before: input?.value ?? "" };
}

function stopEnter(event: KeyboardEvent, run: Run): void {
  if (run.text && !inputOf(event.target) && event.timeStamp - run.at <= ENTER_MS) event.preventDefault();
}

function inputOf(target: EventTarget | null): HTMLInputElement | null {
  return target instanceof HTMLInputElement && !NOT_TYPED_INTO.has(target.type) ? target : null;
}

function restore(target: EventTarget | null, before: string): void {
  const input = inputOf(target);
  if (!input) return;
  input.value = before;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function moveInto(field: HTMLInputElement, text: string): void {
  field.focus();
  field.value = text;
  field.setSelectionRange(text.length, text.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
