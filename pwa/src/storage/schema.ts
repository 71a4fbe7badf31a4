// What the phone's database holds: its stores with their keys and records. How it came to be is in steps.ts.
import type { DBSchema, IDBPTransaction, StoreNames } from "idb";
import type { LIST_KEY, LIST_KEYS_BEFORE, ListRecord } from "../records/card-list";
import type { AcknowledgedRow, OutboxRow } from "../records/command";
import type { CounterPlace, ToldDay } from "../records/day";
import type { DeviceRecord, KeyRecord } from "../records/device";
import type { Offer } from "../records/offer";

export interface Lease {
  holder: string;
  until: number;
}

export interface Identity {
  id: string;
  /** Made by a release that notes every device in `numbering`: one that is not there has kept nothing here. */
  beganEmpty: boolean;
}

/** This phone's storage had been emptied while no page was open. */
export interface Emptied {
  /** When that was noticed, in ms since 1970. */
  at: number;
}

/** Small things remembered beside the rest. Times in ms since 1970. */
export interface Settings {
  "clock-offset": number;
  "server-time": number;
  "persistence-asked": boolean;
  /** What is on at this venue, as the register last said. */
  "counter-offers": Offer[];
  /** The venue's visits of a day, also those of its other tills; kept until the day is over. */
  "counter-day": ToldDay;
  "counter-place": CounterPlace;
  identity: Identity;
  /** By device: the number its next command would get, also after signing out. */
  numbering: Readonly<Record<string, number>>;
  /** Until a person has read that what was not sent may be lost. */
  emptied: Emptied;
  [lease: `lease:${string}`]: Lease;
}

export interface Schema extends DBSchema {
  device: { key: "this" | "key"; value: DeviceRecord | KeyRecord };
  list: { key: typeof LIST_KEY | (typeof LIST_KEYS_BEFORE)[number]; value: ListRecord };
  outbox: { key: [string, number]; value: OutboxRow };
  acknowledged: { key: string; value: AcknowledgedRow };
  settings: { key: string; value: Settings[keyof Settings] };
}

export type Store = StoreNames<Schema>;
export const EVERYTHING: Store[] = ["device", "list", "outbox", "acknowledged", "settings"];
export type Upgrading = IDBPTransaction<Schema, Store[], "versionchange">;
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<Schema, Store[], Mode>;
