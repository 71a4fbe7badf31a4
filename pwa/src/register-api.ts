// Asks the register, and tells apart what came of it. The browser's own word on being online is never asked:
// only an answer in the register's own form counts, because wireless networks answer with pages of their own.
import { noteServerTime } from "./clock";

export const PATIENCE_MS = 8_000;
export const LIST_PATIENCE_MS = 30_000;
const DEFAULT_WAIT_MS = 60_000;
const PROBLEM = "application/problem+json"; // RFC 9457: what is wrong, with a `code` for programs
const JSON_TYPE = "application/json";
const ACCEPTED = `${PROBLEM}, ${JSON_TYPE}, application/octet-stream`;
const TOO_LARGE = 413; // a proxy in front of the register says this in words of its own

export type Cause = "network" | "timeout" | "server" | "portal" | "broken";

export type Reply<T> =
  | { kind: "answer"; body: T }
  | { kind: "signed-out"; isRevoked: boolean }
  | { kind: "refused-request"; status: number; code: string }
  | { kind: "slow-down"; waitMs: number; code: string }
  | { kind: "unreachable"; cause: Cause };

export interface Bytes {
  bytes: ArrayBuffer;
  headers: Headers;
}

/** Sends JSON, gets JSON. Never rejects. */
export function post<T>(path: string, body: object, timeoutMs = PATIENCE_MS): Promise<Reply<T>> {
  return ask(path, body, timeoutMs, async (response) => {
    if (typeOf(response) !== JSON_TYPE) return unreachable("portal");
    const answer = (await response.json()) as T & { now?: unknown };
    if (typeof answer !== "object" || answer === null) return unreachable("broken");
    if (typeof answer.now === "string") await noteServerTime(Date.parse(answer.now));
    return { kind: "answer", body: answer };
  });
}

/** Sends JSON, gets bytes with the headers they came under. Never rejects. */
export function postForBytes(
  path: string,
  body: object,
  timeoutMs = LIST_PATIENCE_MS,
): Promise<Reply<Bytes>> {
  return ask(path, body, timeoutMs, async (response) => {
    if (typeOf(response) !== "application/octet-stream") return unreachable("portal");
    return { kind: "answer", body: { bytes: await response.arrayBuffer(), headers: response.headers } };
  });
}

export const unreachable = (cause: Cause) => ({ kind: "unreachable", cause }) as const;

async function ask<T>(
  path: string,
  body: object,
  timeoutMs: number,
  read: (response: Response) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  // The patience covers the body too: a network may die in the middle of an answer.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeoutMs);
  try {
    const response = await send(path, body, patience.signal);
    return response.status === 200 ? await read(response) : await refusal(response);
  } catch (error) {
    if (patience.signal.aborted) return unreachable("timeout");
    return unreachable(error instanceof SyntaxError ? "broken" : "network");
  } finally {
    clearTimeout(timer);
  }
}

function send(path: string, body: object, signal: AbortSignal): Promise<Response> {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: ACCEPTED },
    body: JSON.stringify(body),
    credentials: "same-origin",
    cache: "no-store",
    redirect: "manual", // the API redirects nobody; a portal does
    signal,
  });
}

async function refusal(response: Response): Promise<Reply<never>> {
  const { status } = response;
  if (status === 429)
    return { kind: "slow-down", waitMs: requestedWait(response), code: await codeOf(response) };
  if (status >= 500) return unreachable("server");
  if (status === TOO_LARGE) return { kind: "refused-request", status, code: "" };
  if (status < 400 || ![PROBLEM, JSON_TYPE].includes(typeOf(response))) return unreachable("portal");
  const code = codeIn(await response.json());
  if (status === 401) return signedOut(code);
  return { kind: "refused-request", status, code };
}

/** "" where it is not the register that speaks. */
async function codeOf(response: Response): Promise<string> {
  if (![PROBLEM, JSON_TYPE].includes(typeOf(response))) return "";
  return codeIn(await response.json());
}

/** A register of the release before says `error` or `reason`, in plain JSON. */
function codeIn(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  const { code, error, reason } = body as Record<string, unknown>;
  return String(code ?? error ?? reason ?? "");
}

function signedOut(code: string): Reply<never> {
  const isOurs = code === "signed_out" || code === "revoked";
  return isOurs ? { kind: "signed-out", isRevoked: code === "revoked" } : unreachable("portal");
}

function typeOf(response: Response): string {
  return (response.headers.get("Content-Type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** Retry-After in seconds or as a date. */
function requestedWait(response: Response): number {
  const header = response.headers.get("Retry-After") ?? "";
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return wait > 0 ? wait : DEFAULT_WAIT_MS;
}
