// The last rescue: everything that has not reached the register, as a file that a person can carry there. It is read
// from the database as it is, so that it can be saved also by a page that may not change what a newer one has made.

import { LIST_KEY } from "../records/card-list";
import type { OutboxRow } from "../records/command";
import type { DeviceRecord } from "../records/device";
import { pageMemory, rememberedRows, withUnwritten } from "../storage/memory";
import { readAsItIs } from "../storage/opening";
import type { Transaction } from "../storage/schema";
import { deviceState, devicesOf } from "./visits-request";

export interface RescueFile {
  format: "kaikukortti-visits";
  version: 1;
  exported_at: string;
  device: object;
  commands: object[];
}

interface Unsent {
  rows: OutboxRow[];
  device: DeviceRecord | null;
  listMadeAt: number | null;
}

/** How many visits and undoings are not with the register. Rejects where that cannot be seen. */
export async function countUnsent(): Promise<number> {
  return (await readUnsent()).rows.length;
}

/** One for each device under which something was made, this one first. Nothing leaves the outbox by it. */
export async function rescueFiles(): Promise<RescueFile[]> {
  const { rows, device, listMadeAt } = await readUnsent();
  return devicesOf(rows, device).map((deviceId) => {
    const own = rows.filter((row) => row.deviceId === deviceId).sort(bySequence);
    return {
      format: "kaikukortti-visits",
      version: 1,
      exported_at: new Date().toISOString(),
      device: deviceState(deviceId, own, 0, device, listMadeAt),
      commands: own.map((row) => row.command),
    };
  });
}

/** Lets the person save the files; how many there were. */
export async function downloadRescueFile(): Promise<number> {
  const files = await rescueFiles();
  for (const [index, file] of files.entries()) {
    const stamp = file.exported_at.slice(0, 19).replace(/[:T]/g, "-");
    save(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }), `${stamp}-${index + 1}`);
  }
  return files.length;
}

/** With what only this page holds; where the storage cannot be read, all that this page knows of it. */
async function readUnsent(): Promise<Unsent> {
  const memory = pageMemory();
  const here = { device: memory?.device ?? null, listMadeAt: memory?.list?.madeAt ?? null };
  const found = await readAsItIs(["outbox", "device", "list"], readRecords).catch((error) => {
    const rows = rememberedRows();
    if (!rows) throw error;
    return { rows, ...here };
  });
  const { rows, device, listMadeAt } = found ?? { rows: [], device: null, listMadeAt: null };
  return {
    rows: withUnwritten(rows),
    device: device ?? here.device,
    listMadeAt: listMadeAt ?? here.listMadeAt,
  };
}

async function readRecords(transaction: Transaction<"readonly">): Promise<Unsent> {
  const [rows, device, list] = await Promise.all([
    transaction.objectStore("outbox").getAll(),
    transaction.objectStore("device").get("this"),
    transaction.objectStore("list").get(LIST_KEY),
  ]);
  return { rows, device: (device as DeviceRecord | undefined) ?? null, listMadeAt: list?.madeAt ?? null };
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `kaikukortti-${name}.json`;
  link.click();
  // The browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const bySequence = (a: OutboxRow, b: OutboxRow) => a.sequence - b.sequence;
