import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

const asked = vi.fn();

beforeEach(() => {
  asked.mockImplementation(async () => new Response("<b>Kajaani</b>"));
  vi.stubGlobal("fetch", asked);
  document.body.innerHTML = `<form><input name="csrf_token" value="token">
    <div data-address="/place"><input name="postal_code"><p data-answer></p></div></form>`;
  enhance(document.querySelector("div") as HTMLElement);
});

afterEach(() => {
  asked.mockReset();
});

async function type(text: string): Promise<string> {
  const input = document.querySelector('input[name="postal_code"]') as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new Event("input"));
  await new Promise((done) => setTimeout(done));
  return document.querySelector("[data-answer]")?.textContent ?? "";
}

test("five digits are answered with their municipality", async () => {
  expect(await type("87100")).toBe("Kajaani");
  const [address, options] = asked.mock.calls[0] as [string, { body: URLSearchParams }];
  expect(address).toBe("/place");
  expect(Object.fromEntries(options.body)).toEqual({ csrf_token: "token", postal_code: "87100" });
});

test("fewer digits ask nothing and remove the answer", async () => {
  await type("87100");
  expect(await type("8710")).toBe("");
  expect(asked).toHaveBeenCalledTimes(1);
});

test("a server that does not answer leaves the line empty", async () => {
  asked.mockRejectedValue(new TypeError("no network"));
  expect(await type("87100")).toBe("");
});

test("a failed answer is not shown", async () => {
  asked.mockResolvedValue(new Response("a whole error page", { status: 429 }));
  expect(await type("87100")).toBe("");
});
