// Makes or uses a passkey: the page's question goes to the phone, its answer into the form, and the form is sent.
import { answerOf, type Question, readQuestion } from "./ceremony";

export function enhance(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement) || !("PublicKeyCredential" in window)) return;
  show(form, "[data-missing]", false);
  show(form, "[data-ready]", true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask(form);
  });
}

async function ask(form: HTMLFormElement): Promise<void> {
  show(form, "[data-failed]", false);
  try {
    const credential = await credentialFor(readQuestion(form.dataset.options ?? ""));
    const answer = form.querySelector<HTMLInputElement>('input[name="answer"]');
    if (!credential || !answer) throw new Error("no answer");
    answer.value = JSON.stringify(answerOf(credential));
    form.submit();
  } catch {
    // The person thought better of it, or the phone could not: it tells which only to itself.
    show(form, "[data-failed]", true);
  }
}

async function credentialFor(question: Question): Promise<PublicKeyCredential | null> {
  const { credentials } = navigator;
  const found =
    "user" in question
      ? await credentials.create({ publicKey: question })
      : await credentials.get({ publicKey: question });
  return found as PublicKeyCredential | null;
}

function show(form: HTMLElement, selector: string, isShown: boolean): void {
  const element = form.querySelector<HTMLElement>(selector);
  if (element) element.hidden = !isShown;
}
