// Tells the municipality of a postal code as soon as its five digits are there. The server knows and words it.
export function enhance(element: HTMLElement): void {
  const input = element.querySelector<HTMLInputElement>('input[name="postal_code"]');
  const answer = element.querySelector<HTMLElement>("[data-answer]");
  const token = element.closest("form")?.querySelector<HTMLInputElement>('input[name="csrf_token"]');
  const address = element.dataset.address;
  if (!input || !answer || !token || !address) return;
  input.addEventListener("input", async () => {
    const code = input.value.trim();
    const text = /^\d{5}$/.test(code) ? await placeOf(code, address, token.value) : "";
    // Somebody who types on while the answer is under way gets no answer to an older question.
    if (input.value.trim() === code) answer.innerHTML = text;
  });
}

/** The sentence as HTML; nothing where the server cannot be reached: it checks again when the form is sent. */
async function placeOf(code: string, address: string, token: string): Promise<string> {
  try {
    const body = new URLSearchParams({ csrf_token: token, postal_code: code });
    const response = await fetch(address, { method: "POST", body });
    return response.ok && !response.redirected ? await response.text() : "";
  } catch {
    return "";
  }
}
