// The browser's caches in memory, for tests.
export const pathOf = (asked: Request | string) =>
  typeof asked === "string" ? asked : new URL(asked.url).pathname;

/** Caches as far as the worker uses them. */
export class StubCaches {
  readonly rooms = new Map<string, Map<string, Response>>();
  async open(name: string) {
    const room = this.rooms.get(name) ?? new Map<string, Response>();
    this.rooms.set(name, room);
    const match = async (asked: Request | string) => room.get(pathOf(asked))?.clone();
    // Put anew, it is the newest: a browser's cache has its keys in the order in which they were put.
    const put = async (asked: string, response: Response) => {
      room.delete(asked);
      room.set(asked, response);
    };
    const add = async (file: string) => void room.set(file, await fetch(file));
    const keys = async () => [...room.keys()].map((path) => ({ url: location.origin + path }));
    return { match, put, add, keys, delete: async (asked: Request | string) => room.delete(pathOf(asked)) };
  }
  async match(asked: Request | string, { cacheName }: CacheQueryOptions & { cacheName?: string } = {}) {
    return [...this.rooms]
      .filter(([name]) => !cacheName || name === cacheName)
      .map(([, room]) => room.get(pathOf(asked)))
      .find(Boolean)
      ?.clone();
  }
  keys = async () => [...this.rooms.keys()];
  delete = async (name: string) => this.rooms.delete(name);
}
