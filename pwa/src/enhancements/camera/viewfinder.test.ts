import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../../scanner/worker-decoder";
import { Viewfinder } from "./viewfinder";

const TEXTS = {
  ...{ aim: "aim", read: "read {code}", pictureReading: "reading", pictureEmpty: "empty" },
  ...{ pictureBroken: "broken", "no-decoder": "no decoder", none: "no camera", retry: "again" },
};

/** A decoder that is still loading: it answers when the test lets it. */
class LoadingWorker extends EventTarget {
  static current: LoadingWorker | null = null;
  asked = 0;
  constructor() {
    super();
    LoadingWorker.current = this;
  }
  postMessage(): void {
    this.asked += 1;
  }
  terminate(): void {
    LoadingWorker.current = null;
  }
  async answer(data: Answer): Promise<void> {
    this.dispatchEvent(new MessageEvent("message", { data }));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

let viewfinder: Viewfinder;

beforeEach(() => {
  vi.stubGlobal("Worker", LoadingWorker);
  LoadingWorker.current = null;
  vi.stubGlobal("AudioContext", undefined);
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("createImageBitmap", async (file: File) => {
    if (file.name === "text") throw new DOMException("no picture", "InvalidStateError");
    return { width: 40, height: 30, close: () => undefined };
  });
  Object.defineProperty(navigator, "mediaDevices", { value: undefined, configurable: true });
  const getImageData = () => ({ data: new Uint8ClampedArray(400) });
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue({
    drawImage: () => undefined,
    fillRect: () => undefined,
    getImageData,
  } as never);
  const parts = ["opener", "panel", "view", "video", "again", "status", "problem", "close", "picture"];
  const controls = ["torch", "lens", "sound", "vibration"];
  document.body.innerHTML = `<form><input id="code" data-legacy-letters="A"><div data-field="code" data-then="submit">
    <script type="application/json" data-camera="texts">${JSON.stringify(TEXTS)}</script>
    ${[...parts, ...controls].map((name) => `<button type="button" data-camera="${name}"></button>`).join("")}
    </div></form>`;
  form().requestSubmit = vi.fn();
  viewfinder = new Viewfinder(document.querySelector("[data-field]") as HTMLElement);
  viewfinder.open(true);
});

// A viewfinder that is left open would start again with a test's page that becomes visible.
afterEach(() => viewfinder.close());

const form = () => document.querySelector("form") as HTMLFormElement;
const part = (name: string) => document.querySelector(`[data-camera="${name}"]`) as HTMLInputElement;
const status = () => part("status").textContent;
const isAsked = (times = 1) => vi.waitFor(() => expect(LoadingWorker.current?.asked).toBe(times));

/** At each of the sizes at which a picture is read. */
async function answerFindingNothing(): Promise<void> {
  for (let size = 1; size <= 5; size++) {
    await isAsked(size);
    await LoadingWorker.current?.answer({ read: null, frame: 1 });
  }
}

function choose(name: string): void {
  Object.defineProperty(part("picture"), "files", { value: [new File([], name)], configurable: true });
  part("picture").dispatchEvent(new Event("change"));
}

test("while the decoder loads, the screen says that the picture is being read", async () => {
  choose("empty");
  expect(status()).toBe("reading");
  await isAsked();
  await answerFindingNothing();
  await vi.waitFor(() => expect(status()).toBe("empty"));
});

test("a camera that fails late does not wipe off what is said of a picture", async () => {
  choose("text");
  await vi.waitFor(() => expect([part("problem").textContent, status()]).toEqual(["no camera", "broken"]));
});

test("the picture that was chosen last is the one that is spoken of", async () => {
  choose("empty");
  await isAsked();
  choose("text");
  await vi.waitFor(() => expect(status()).toBe("broken"));
  await answerFindingNothing();
  expect(status()).toBe("broken");
});

test("whoever closes the viewfinder meanwhile gets no code from it any more", async () => {
  choose("card");
  await isAsked();
  viewfinder.close();
  await LoadingWorker.current?.answer({ read: { text: "A999123453", format: "qr" }, frame: 1 });
  expect(form().requestSubmit).not.toHaveBeenCalled();
  expect(document.querySelector<HTMLInputElement>("#code")?.value).toBe("");
});

test("a decoder that does not load says so, and the next picture loads it anew", async () => {
  choose("card");
  await isAsked();
  await LoadingWorker.current?.answer({ error: "no network" });
  expect(status()).toBe("no decoder");
  choose("card");
  await isAsked();
  await LoadingWorker.current?.answer({ read: { text: "A999123453", format: "qr" }, frame: 1 });
  await vi.waitFor(() => expect(form().requestSubmit).toHaveBeenCalledOnce());
  expect(status()).toBe("read A999123453");
});
