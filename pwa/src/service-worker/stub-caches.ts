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
    const put = async (asked: string, response: Response) => void room.set(asked, response);
    const add = async (file: string) => void room.set(file, await fetch(file));
    return { match, put, add };
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
