// The browser's caches in memory, for tests.
export const pathOf = (asked: Request | string) =>
  typeof asked === "string" ? asked : new URL(asked.url).pathname;

/** Caches as far as the worker uses them. */
export class StubCaches {
  readonly byName = new Map<string, Map<string, Response>>();
  async open(name: string) {
    const cache = this.byName.get(name) ?? new Map<string, Response>();
    this.byName.set(name, cache);
    const match = async (asked: Request | string) => cache.get(pathOf(asked))?.clone();
    // Put anew, it is the newest: a browser's cache has its keys in the order in which they were put.
    const put = async (asked: string, response: Response) => {
      cache.delete(asked);
      cache.set(asked, response);
    };
    const add = async (file: string) => void cache.set(file, await fetch(file));
    const keys = async () => [...cache.keys()].map((path) => ({ url: location.origin + path }));
    return { match, put, add, keys, delete: async (asked: Request | string) => cache.delete(pathOf(asked)) };
  }
  async match(asked: Request | string, { cacheName }: CacheQueryOptions & { cacheName?: string } = {}) {
    return [...this.byName]
      .filter(([name]) => !cacheName || name === cacheName)
      .map(([, cache]) => cache.get(pathOf(asked)))
      .find(Boolean)
      ?.clone();
  }
  keys = async () => [...this.byName.keys()];
  delete = async (name: string) => this.byName.delete(name);
}
