// The list in this page's memory, read from storage once, and again when another tab has a newer one.
import { onDeviceChange, storedKey } from "../device/device";
import { LIST_KEY, LIST_KEYS_BEFORE, type ListRecord } from "../records/card-list";
import type { KeyRecord } from "../records/device";
import { hearOtherTabs, notifyOtherTabs } from "../storage/channel";
import { inTransaction } from "../storage/database";
import { rememberList } from "../storage/memory";

let list: Promise<ListRecord | null> | null = null;
let key: Promise<KeyRecord | null> | null = null;
let isListening = false;

export function heldList(): Promise<ListRecord | null> {
  listen();
  list ??= remembered(readList(), () => {
    list = null;
  });
  return list;
}

export function heldKey(): Promise<KeyRecord | null> {
  listen();
  key ??= remembered(storedKey(), () => {
    key = null;
  });
  return key;
}

/** Keeps a list, unless the phone has got another key meanwhile. Whether it was kept. */
export async function keepList(record: ListRecord): Promise<boolean> {
  const isKept = await inTransaction(["device", "list"], "readwrite", async (transaction) => {
    const now = (await transaction.objectStore("device").get("key")) as KeyRecord | undefined;
    if (now?.id !== record.keyId) return false;
    const lists = transaction.objectStore("list");
    // Once, and not again: a page of the release before may be open beside this one, and keep its own.
    const isFirst = !(await lists.getKey(LIST_KEY));
    if (isFirst) await Promise.all(LIST_KEYS_BEFORE.map((before) => lists.delete(before)));
    await lists.put(record, LIST_KEY);
    return true;
  });
  if (!isKept) return false;
  list = Promise.resolve(record);
  rememberList(record);
  notifyOtherTabs("list");
  return true;
}

/** The next verdict reads them anew. */
function letGo(): void {
  list = null;
  key = null;
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  onDeviceChange(letGo);
  hearOtherTabs((message) => {
    if (message === "list" || message === "device") letGo();
    if (message === "list") void heldList().catch(() => undefined); // read before a card needs it
  });
}

async function readList(): Promise<ListRecord | null> {
  const record = await inTransaction(["list"], "readonly", (transaction) =>
    transaction.objectStore("list").get(LIST_KEY),
  );
  rememberList(record ?? null);
  return record ?? null;
}

/** Nothing found, or storage that failed, is not remembered: it may be there the next time. */
function remembered<T>(reading: Promise<T | null>, forget: () => void): Promise<T | null> {
  reading.then((found) => found ?? forget(), forget);
  return reading;
}
