// What TypeScript has no words for beside those of pages, and what the build puts in.
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface WorkerEvents {
  install: LastingEvent;
  activate: LastingEvent;
  sync: LastingEvent;
  message: MessageEvent;
  fetch: LastingEvent & { readonly request: Request; respondWith(response: Promise<Response>): void };
}

interface WorkerScope {
  addEventListener<Name extends keyof WorkerEvents>(
    name: Name,
    listener: (event: WorkerEvents[Name]) => void,
  ): void;
  skipWaiting(): Promise<void>;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window" }): Promise<{ postMessage(message: unknown): void }[]>;
  };
}

/** The addresses of the counter's files, and what they all are in a word. */
declare const FILES: readonly string[];
declare const VERSION: string;
