// What TypeScript has no words for beside those of pages, and what the build puts in.
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface WorkerEvents {
  install: LastingEvent;
  activate: LastingEvent;
  sync: LastingEvent;
  push: LastingEvent;
  notificationclick: LastingEvent & { readonly notification: Notification };
  message: MessageEvent;
  fetch: LastingEvent & { readonly request: Request; respondWith(response: Promise<Response>): void };
}

type Asked = Pick<WorkerEvents["fetch"], "request" | "waitUntil">;

interface OpenPage {
  readonly url: string;
  postMessage(message: unknown): void;
  focus(): Promise<unknown>;
}

interface WorkerScope {
  addEventListener<Name extends keyof WorkerEvents>(
    name: Name,
    listener: (event: WorkerEvents[Name]) => void,
  ): void;
  skipWaiting(): Promise<void>;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<OpenPage[]>;
    openWindow(path: string): Promise<unknown>;
  };
}

interface CachedPage {
  readonly name: "counter" | "card" | "places" | "place";
  /** Where it is asked for. */
  readonly path: string;
  /** What is cached for it: the counter's has nobody's data, the card is the holder's own. */
  readonly page: string;
  readonly patienceMs: number;
  /** From which status on what is cached says more than the answer. */
  readonly failsFrom: number;
  readonly files: readonly string[];
}

/** Made by tooling/page-caches.mjs. VERSION stands for all of it and the code in a word. */
declare const CACHED_PAGES: readonly CachedPage[];
declare const VERSION: string;
