// Pages: from the network where that is the register's own, else the counter as it is kept here.
import { isCounter, isOurs, keepPages, OFFLINE_PAGE, SHELL, stored } from "./storeroom";

const COUNTER = "/kohde";
const PATIENCE_MS = 3_000; // a queue is waiting

export async function page(event: Pick<WorkerEvents["fetch"], "request" | "waitUntil">): Promise<Response> {
  const { request } = event;
  if (new URL(request.url).pathname !== COUNTER) return await fetch(request).catch(offlinePage);
  const fetched = fetch(request).catch(() => null);
  const shell = await stored(SHELL);
  const response = await (shell ? Promise.race([fetched, patience()]) : fetched);
  if (!response || !isAnswer(response)) return shell ?? response ?? (await offlinePage());
  if (isCounter(response)) event.waitUntil(keepPages().catch(() => false));
  return response;
}

/** The counter itself, the way to the sign-in, or a page of ours that says why not. */
function isAnswer(response: Response): boolean {
  if (response.type === "opaqueredirect") return true;
  return isOurs(response) && response.status < 500;
}

const offlinePage = async () => (await stored(OFFLINE_PAGE)) ?? Response.error();
const patience = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
