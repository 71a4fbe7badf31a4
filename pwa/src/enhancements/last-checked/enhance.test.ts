import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { enhance } from "./enhance";

const CARD = "A999123453 valid 2026-12-31 2";
const reply = (card: string, at = "2026-11-22T12:06:00Z") => ({
  card,
  checked_at: at,
  words: { today: "today 14.06", earlier: "22.11. at 14.06", offline: "no connection, 22.11. at 14.06" },
});

let answer: () => Promise<Response>;
const reload = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-22T12:05:20Z") });
  reload.mockReset();
  history.replaceState(null, "");
  vi.spyOn(location, "reload").mockImplementation(reload);
  vi.stubGlobal("fetch", () => answer());
  answer = async () => Response.json(reply(CARD));
  document.body.innerHTML = `<div data-card="${CARD}" data-checked-at="2026-11-22T12:05:00Z"
    data-earlier="22.11. at 14.05" data-offline="no connection, 22.11. at 14.05">
    <p data-register="reached" data-last-day="2026-12-31" data-lapsed="the last day has passed"><i data-words>today 14.05</i></p>
    </div>`;
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const element = () => document.querySelector("div") as HTMLElement;
const line = () => document.querySelector("p") as HTMLElement;
const words = () => line().textContent;
async function start(): Promise<void> {
  enhance(element());
  await vi.advanceTimersByTimeAsync(0);
}
function loseNetwork(): void {
  answer = () => Promise.reject(new TypeError("Failed to fetch"));
}

test("the page says when it was made, and then when the register was asked", async () => {
  enhance(element());
  expect(words()).toBe("today 14.05");
  await vi.advanceTimersByTimeAsync(0);
  expect([words(), line().dataset.register]).toEqual(["today 14.06", "reached"]);
});

test("a page that was made just now need not ask at once", async () => {
  vi.setSystemTime(new Date("2026-11-22T12:05:02Z"));
  await start();
  expect(words()).toBe("today 14.05");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(words()).toBe("today 14.06");
});

test("a kept page of yesterday says its day, and without a network that there is none", async () => {
  loseNetwork();
  vi.setSystemTime(new Date("2026-11-23T08:00:00Z"));
  document.body.insertAdjacentHTML("beforeend", "<div data-once>The wish has been sent</div>");
  enhance(element());
  expect([words(), document.querySelector("[data-once]")]).toEqual(["22.11. at 14.05", null]);
  await vi.advanceTimersByTimeAsync(0);
  expect([words(), line().dataset.register]).toEqual(["no connection, 22.11. at 14.05", "out-of-reach"]);
});

test.each([
  ["a portal", async () => new Response("<h1>Log in</h1>", { headers: { "Content-Type": "text/html" } })],
  ["a server that fails", async () => Response.json({ error: "oh" }, { status: 500 })],
  ["somebody else's JSON", async () => Response.json({ hello: 1 })],
])("%s has not confirmed the card", async (_, other) => {
  answer = other;
  await start();
  expect(words()).toBe("no connection, 22.11. at 14.05");
});

test("it asks each minute while it is seen, and when it is seen again", async () => {
  await start();
  loseNetwork();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(words()).toBe("no connection, 22.11. at 14.06");
  answer = async () => Response.json(reply(CARD));
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(0);
  expect(words()).toBe("today 14.06");
  const asked = vi.fn(answer);
  answer = asked;
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  await vi.advanceTimersByTimeAsync(180_000);
  expect(asked).not.toHaveBeenCalled();
});

test("a card that has changed is loaded anew, once for the same news", async () => {
  answer = async () => Response.json(reply("A999123453 card_withdrawn 2026-12-31 2"));
  await start();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(reload).toHaveBeenCalledOnce();
  answer = async () => Response.json(reply(""));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reload).toHaveBeenCalledTimes(2);
});

test("without a network a card does not outlive its last day unnoticed", async () => {
  loseNetwork();
  vi.setSystemTime(new Date("2027-01-01T08:00:00Z"));
  await start();
  expect(words()).toBe("the last day has passed");
});

test("of two cards each says when it was checked, and only the one that has lapsed says so", async () => {
  element().insertAdjacentHTML(
    "beforeend",
    '<p data-register="reached" data-last-day="2027-12-31" data-lapsed="lapsed too"><i data-words></i></p>',
  );
  await start();
  const said = () => [...document.querySelectorAll("p")].map(({ textContent }) => textContent);
  expect(said()).toEqual(["today 14.06", "today 14.06"]);
  loseNetwork();
  vi.setSystemTime(new Date("2027-01-01T08:00:00Z"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said()).toEqual(["the last day has passed", "no connection, 22.11. at 14.06"]);
});
