import { beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";
import { focusNext, keepLastCode, popLastCode } from "./filling";

const TEXTS = { insecure: "https?", retry: "again" };

function page(): HTMLElement {
  document.body.innerHTML = `<form><input id="code" data-legacy-letters="A">
    <div data-field="code" data-then="next" hidden>
      <script type="application/json" data-camera="texts">${JSON.stringify(TEXTS)}</script>
      <button type="button" data-camera="opener"></button>
      <div data-camera="panel" hidden><div data-camera="view"><video data-camera="video"></video></div>
        <p data-camera="problem"></p><p data-camera="status"></p>
        ${["again", "close", "torch", "lens", "sound", "vibration"]
          .map((name) => `<button type="button" data-camera="${name}" hidden></button>`)
          .join("")}
        <input type="file" data-camera="picture"></div>
    </div><input type="hidden" id="not-this"><input id="next"></form>`;
  return document.querySelector("[data-field]") as HTMLElement;
}

const part = (name: string) => document.querySelector(`[data-camera="${name}"]`) as HTMLElement;

function offer(mediaDevices: object | undefined, isSecure: boolean): void {
  Object.defineProperty(navigator, "mediaDevices", { value: mediaDevices, configurable: true });
  vi.stubGlobal("isSecureContext", isSecure);
}

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
  sessionStorage.clear();
});

test("without any camera the page stays as it was; with one the button appears", () => {
  offer(undefined, true);
  const root = page();
  enhance(root);
  expect(root.hidden).toBe(true);
  offer({}, true);
  enhance(root);
  expect(root.hidden).toBe(false);
  expect(part("panel").hidden).toBe(true);
});

test("over an insecure connection the button says what to do, and closing brings it back", async () => {
  offer(undefined, false);
  enhance(page());
  part("opener").click();
  await vi.waitFor(() => expect(part("problem").textContent).toBe("https?"));
  expect(part("again").textContent).toBe("again");
  part("close").click();
  expect(part("panel").hidden).toBe(true);
  expect(document.activeElement).toBe(part("opener"));
});

test("the next field is the one a person sees, not a hidden one", () => {
  const root = page();
  focusNext(root, document.querySelector("form") as HTMLFormElement);
  expect(document.activeElement?.id).toBe("next");
});

test("the last code goes over to the next page once", () => {
  keepLastCode("A999123453");
  expect(popLastCode()?.code).toBe("A999123453");
  expect(popLastCode()).toBeNull();
});
