// How the code in a field came there: whoever hears that its form is being sent finds it in `data-way`.

/** Sends the form of a field whose code a machine read; what hands send says nothing. */
export function sendRead(field: HTMLInputElement, way: "camera" | "scanner"): void {
  field.dataset.way = way;
  field.form?.requestSubmit();
  delete field.dataset.way;
}
