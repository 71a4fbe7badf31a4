// For tests: an IndexedDB as on a phone that has just been unpacked.
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { vi } from "vitest";
import { closeDatabase } from "./database";
import { forgetAll } from "./memory";

export function freshStorage(): void {
  forgetAll();
  closeDatabase();
  vi.stubGlobal("indexedDB", new IDBFactory());
}
