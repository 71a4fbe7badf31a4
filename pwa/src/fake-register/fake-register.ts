// For tests: a register behind `fetch`, in any weather.
import { createHash } from "node:crypto";
import { vi } from "vitest";
import type { Command } from "../records/command";
import { listAnswer, type Made, sealedEntries } from "./sealed";

const PROBLEM = "application/problem+json";

export type Weather =
  | "fine"
  | "offline"
  | "reply-lost"
  | "500"
  | "portal"
  | "signed-out"
  | "revoked"
  | "dropped"
  | "emptied"
  | "of-others";

interface Sent {
  device: { id: string; last_sequence: number; waiting: number };
  commands: Command[];
}

export class FakeRegister {
  weather: (path: string) => Weather = () => "fine";
  /** What an answer waits for. */
  before: (path: string) => Promise<unknown> = async () => undefined;
  now = () => Date.now();
  device = { id: "device-1", name: "Kassa", kind: "counter", venue_id: 7, venue_name: "Museo" };
  key = new Uint8Array(32).fill(1);
  nextSequence = 1;
  workedBefore = false;
  /** Devices whose phones have said that they were emptied. */
  readonly emptied: string[] = [];
  cards = new Map<string, number>();
  /** Cards that it knows, whether or not its list did. */
  readonly issued = new Set<string>();
  made: Made = {};
  namesKey = true;
  knowsDevice = true;
  /** Commands that stop the server whenever it sees them. */
  readonly poison = new Set<string>();
  /** What it says instead of `recorded`. */
  readonly refusals = new Map<string, string>();
  /** What it answers instead, in words of a later release. */
  readonly outcomes = new Map<string, string>();
  /** Commands that it takes in later, with the undoing of them. */
  readonly later = new Set<string>();
  /** How often each command was kept, and under which device and number. */
  readonly kept = new Map<string, { times: number; position: string }>();
  /** Each command as it was when it came first: what is told of it later changes nothing. */
  readonly commands = new Map<string, Command>();
  readonly asked: { path: string; body: Record<string, unknown> }[] = [];

  open(): void {
    vi.stubGlobal("fetch", (path: string, init: RequestInit) => this.#answer(path, String(init.body)));
  }

  async #answer(path: string, text: string): Promise<Response> {
    const body = JSON.parse(text) as Record<string, unknown>;
    await this.before(path);
    const weather = this.weather(path);
    if (weather === "offline") throw new TypeError("Failed to fetch");
    if (weather === "500") return new Response("oh", { status: 500 });
    if (weather === "portal") return new Response("<p>Log in", { headers: { "Content-Type": "text/html" } });
    if (weather === "dropped") return new Response("", { status: 200 }); // as Caddy says of an upload it gave up
    if (weather === "emptied") return json({});
    if (weather === "of-others") return json({ outcomes: [{ id: "another", outcome: "recorded" }] });
    if (weather === "signed-out") return problem("signed_out", 401);
    if (weather === "revoked") return problem("revoked", 401);
    this.asked.push({ path, body });
    const response = this.#handle(path, body);
    if (weather === "reply-lost") throw new TypeError("Failed to fetch");
    return response;
  }

  #handle(path: string, body: Record<string, unknown>): Response {
    if (path === "/api/device") return this.#introduce(body);
    if (path === "/api/device/list") return this.#list();
    if (path === "/api/cards/check") return this.#check(String(body.code));
    return this.#visits(body as unknown as Sent);
  }

  #introduce({ emptied }: Record<string, unknown>): Response {
    this.knowsDevice = true;
    if (emptied === this.device.id) {
      this.emptied.push(emptied);
      this.device = { ...this.device, id: `${emptied}-anew` };
      this.nextSequence = 1;
      this.workedBefore = false;
    }
    const key = Buffer.from(this.key).toString("base64");
    const next_sequence = this.nextSequence;
    return json({ device: this.device, key, next_sequence, worked_before: this.workedBefore });
  }

  #list(): Response {
    if (!this.knowsDevice) return problem("no_device", 404);
    const keyId = createHash("sha256").update(this.key).digest("hex").slice(0, 16);
    const headers = { "Content-Type": "application/octet-stream" };
    const allHeaders = this.namesKey ? { ...headers, "Kaikukortti-Key": keyId } : headers;
    const answer = listAnswer(sealedEntries(this.key, this.cards), { madeAt: this.now(), ...this.made });
    return new Response(answer, { headers: allHeaders });
  }

  #check(code: string): Response {
    const verdict = this.issued.has(code) ? "valid" : "card_not_registered";
    const nothing = { kind: "personal", valid_until: "2099-12-31", most_children: 0, last_here: null };
    return json({ code, verdict, ...nothing });
  }

  #visits({ device, commands }: Sent): Response {
    if (commands.some(({ id }) => this.poison.has(id))) return new Response("oh", { status: 500 });
    const isLater = (one: Command) =>
      this.later.has(one.type === "undo" ? one.visit_id : one.id) || this.later.has(one.id);
    const taken = commands.filter((one) => !isLater(one));
    if (commands.length && !taken.length) return problem("tries_held_up", 429, { "Retry-After": "600" });
    const outcomes = taken.map((command) => this.#keep(device.id, command));
    const held_back = commands.filter(isLater).map(({ id }) => id);
    const later = held_back.length ? { held_back, retry_after: 600 } : {};
    return json({ outcomes, now: new Date(this.now()).toISOString(), ...later });
  }

  #keep(device: string, command: Command): object {
    const { id, sequence } = command;
    if (!this.commands.has(id)) this.commands.set(id, command);
    const reason = this.refusals.get(id);
    const before = this.kept.get(id);
    if (!before) this.kept.set(id, { times: 1, position: `${device}/${sequence}` });
    if (reason) return { id, outcome: "refused", reason, text: "No" };
    const outcome = this.outcomes.get(id);
    if (outcome) return { id, outcome, reason: null, text: "" };
    return { id, outcome: before ? "already_recorded" : "recorded", reason: null, text: "" };
  }
}

function problem(code: string, status: number, more: Record<string, string> = {}): Response {
  const headers = { "Content-Type": PROBLEM, ...more };
  return new Response(JSON.stringify({ status, code }), { status, headers });
}

function json(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}
