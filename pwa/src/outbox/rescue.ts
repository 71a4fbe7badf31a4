// The last rescue: everything that has not reached the register, as a file that a person can carry there.
import { storedDevice } from "../device/device";
import type { OutboxRow } from "./command";
import { needsAttention, waiting } from "./outbox";
import { devicesOf, parcelOf } from "./parcel";

export interface RescueFile {
  format: "kaikukortti-visits";
  version: 1;
  exported_at: string;
  device: object;
  commands: object[];
}

/** One for each device under which something was made, this one first. Nothing leaves the outbox by it. */
export async function rescueFiles(): Promise<RescueFile[]> {
  const device = await storedDevice();
  const rows = [...(await waiting()), ...(await needsAttention())];
  return await Promise.all(
    devicesOf(rows, device).map(async (deviceId) => {
      const own = rows.filter((row) => row.deviceId === deviceId).sort(bySequence);
      const parcel = await parcelOf(deviceId, own, 0, device);
      return {
        format: "kaikukortti-visits",
        version: 1,
        exported_at: new Date().toISOString(),
        device: parcel.device,
        commands: own.map((row) => row.command),
      };
    }),
  );
}

/** Lets the person save the files. */
export async function downloadRescueFile(): Promise<void> {
  for (const [index, file] of (await rescueFiles()).entries()) {
    const stamp = file.exported_at.slice(0, 19).replace(/[:T]/g, "-");
    save(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }), `${stamp}-${index + 1}`);
  }
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
