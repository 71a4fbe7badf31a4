// Reminders on this phone. What the register knows and what the browser allows are shown together; turning on asks the
// browser, and sends where its push service reaches this phone by the ordinary form.
import { forgetWords, keepWords } from "../../notice-words";
import { registerWorker } from "../../updates";

const PATIENCE_MS = 10_000;

export function enhance(root: HTMLElement): void {
  start(root).catch(() => show(root, "impossible"));
}

async function start(root: HTMLElement): Promise<void> {
  const [on, off] = [form(root, "on"), form(root, "off")];
  if (!off) return;
  if (!isPossible()) return show(root, "impossible");
  off.addEventListener("submit", (event) => {
    event.preventDefault();
    void turnOn(root, off);
  });
  on?.addEventListener("submit", (event) => {
    event.preventDefault();
    void turnOff(on);
  });
  if (Notification.permission === "denied") return show(root, "blocked");
  await registerWorker();
  const isOn = on !== null && (await subscription()) !== null;
  if (isOn) await keepWords(wordsOf(root)); // they may be in another language now
  show(root, isOn ? "on" : "off");
}

const isPossible = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function turnOn(root: HTMLElement, off: HTMLFormElement): Promise<void> {
  failed(off, false);
  // First of all, and at once: browsers let a page ask only in answer to a tap.
  const permission = await Notification.requestPermission();
  if (permission === "denied") return show(root, "blocked");
  try {
    if (permission !== "granted") throw new Error("not answered");
    const made = await subscribe(root.dataset.key ?? "");
    await keepWords(wordsOf(root));
    (off.elements.namedItem("endpoint") as HTMLInputElement).value = made.endpoint;
    off.submit();
  } catch {
    failed(off, true);
  }
}

async function turnOff(on: HTMLFormElement): Promise<void> {
  // The register hears it in any case: what it does not know, it cannot wake.
  await Promise.all([subscription().then((made) => made?.unsubscribe()), forgetWords()]).catch(
    () => undefined,
  );
  on.submit();
}

async function subscribe(key: string): Promise<PushSubscription> {
  const { pushManager } = await worker();
  // One that was made with another key would stand in the way.
  await (await pushManager.getSubscription())?.unsubscribe();
  return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

function worker(): Promise<ServiceWorkerRegistration> {
  const lost = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("no worker")), PATIENCE_MS),
  );
  return Promise.race([navigator.serviceWorker.ready, lost]);
}

function wordsOf({ dataset }: HTMLElement) {
  const { title = "", text = "" } = dataset;
  return { title, text, language: document.documentElement.lang };
}

function form(root: HTMLElement, state: string): HTMLFormElement | null {
  return root.querySelector<HTMLFormElement>(`form[data-state="${state}"]`);
}

function show(root: HTMLElement, state: string): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-state]")) {
    part.hidden = part.dataset.state !== state;
  }
}

function failed(off: HTMLFormElement, isFailed: boolean): void {
  const message = off.querySelector<HTMLElement>("[data-failed]");
  if (message) message.hidden = !isFailed;
}
