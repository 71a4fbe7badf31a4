import { afterEach, expect, test, vi } from "vitest";
import { post, postForBytes } from "./register-api";

const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" };
const PROBLEM = { "Content-Type": "application/problem+json" };
const HTML = { "Content-Type": "text/html" };

function answering(body: BodyInit | null, status = 200, headers: HeadersInit = JSON_TYPE): void {
  vi.stubGlobal("fetch", async () => new Response(body, { status, headers }));
}

afterEach(() => {
  vi.useRealTimers();
});

test("an answer in the register's form is an answer", async () => {
  answering('{"outcomes": []}');
  expect(await post("/api/visits", {})).toEqual({ kind: "answer", body: { outcomes: [] } });
});

test("bytes come with their headers", async () => {
  answering(new Uint8Array([1, 2]), 200, {
    "Content-Type": "application/octet-stream",
    "Kaikukortti-Key": "a",
  });
  const reply = await postForBytes("/api/device/list", {});
  if (reply.kind !== "answer") throw new Error(reply.kind);
  expect([...new Uint8Array(reply.body.bytes)]).toEqual([1, 2]);
  expect(reply.body.headers.get("Kaikukortti-Key")).toBe("a");
});

test.each([
  ["the page of a wireless network", "<h1>Welcome</h1>", 200, HTML, "portal"],
  ["a network that wants a sign-in of its own", "<h1>Log in</h1>", 401, HTML, "portal"],
  ["a network's own refusal", "<h1>Blocked</h1>", 403, HTML, "portal"],
  ["a 401 that is not the register's", '{"code": "who?"}', 401, PROBLEM, "portal"],
  ["half an answer", '{"outcomes": [', 200, JSON_TYPE, "broken"],
  ["an answer that says nothing", "null", 200, JSON_TYPE, "broken"],
  ["a server that fails", "{}", 500, JSON_TYPE, "server"],
  ["a proxy without its server", "<h1>Bad gateway</h1>", 502, HTML, "server"],
  ["something empty", null, 204, {}, "portal"],
])("%s is not the register", async (_, body, status, headers, cause) => {
  answering(body, status, headers);
  expect(await post("/api/visits", {})).toEqual({ kind: "unreachable", cause });
});

test.each(["signed_out", "revoked"])("401 %s is distinguished from all else", async (code) => {
  answering(JSON.stringify({ code }), 401, PROBLEM);
  expect(await post("/api/visits", {})).toEqual({ kind: "signed-out", isRevoked: code === "revoked" });
});

test.each([
  ["signed_out", 401, { kind: "signed-out", isRevoked: false }],
  ["revoked", 401, { kind: "signed-out", isRevoked: true }],
  ["no_device", 409, { kind: "refused-request", status: 409, code: "no_device" }],
])("a register of the release before says %s in plain JSON", async (error, status, reply) => {
  answering(JSON.stringify({ error }), status);
  expect(await post("/api/visits", {})).toEqual(reply);
});

test("what the register refuses is reported with its reason", async () => {
  answering('{"code": "code_shape"}', 422, PROBLEM);
  const refused = { kind: "refused-request", status: 422, code: "code_shape" };
  expect(await post("/api/cards/check", {})).toEqual(refused);
});

test("too much at once is refused, whoever says so", async () => {
  answering("<h1>Too large</h1>", 413, HTML);
  expect(await post("/api/visits", {})).toMatchObject({ kind: "refused-request", status: 413 });
});

test.each([
  ["7", 7_000],
  ["", 60_000],
])("asked to slow down with Retry-After %j it waits %i ms", async (retryAfter, waitMs) => {
  answering("{}", 429, { ...JSON_TYPE, "Retry-After": retryAfter });
  expect(await post("/api/cards/check", {})).toEqual({ kind: "slow-down", waitMs, code: "" });
});

test("no network, and a redirect that was not followed", async () => {
  vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("Failed to fetch")));
  expect(await post("/api/visits", {})).toEqual({ kind: "unreachable", cause: "network" });
  vi.stubGlobal("fetch", async () => ({ type: "opaqueredirect", status: 0, headers: new Headers() }));
  expect(await post("/api/visits", {})).toEqual({ kind: "unreachable", cause: "portal" });
});

test("a server that never answers is given up after eight seconds", async () => {
  vi.useFakeTimers();
  const never = (_: string, { signal }: RequestInit) =>
    new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
  vi.stubGlobal("fetch", never);
  const reply = post("/api/visits", {});
  await vi.advanceTimersByTimeAsync(7_900);
  const early = await Promise.race([reply, Promise.resolve("waiting")]);
  expect(early).toBe("waiting");
  await vi.advanceTimersByTimeAsync(200);
  expect(await reply).toEqual({ kind: "unreachable", cause: "timeout" });
});
