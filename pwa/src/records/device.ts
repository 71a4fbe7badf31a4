// Who this phone is, as it is kept.
export type DeviceKind = "counter" | "personal";

export interface Device {
  id: string;
  name: string;
  kind: DeviceKind;
  venueId: number;
  venueName: string;
  /** The number the next command gets. */
  nextSequence: number;
  /** Names the key, so that a list sealed with another one is noticed: 16 hex digits of its SHA-256. */
  keyId: string;
}

export type DeviceRecord = Device;

/** Apart from the rest: recording a visit must not depend on a browser's being able to read the key. */
export interface KeyRecord {
  id: string;
  key: CryptoKey;
}
