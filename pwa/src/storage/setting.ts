// Small things this phone remembers for its counter.
import { inTransaction } from "./database";
import { rememberSetting } from "./memory";
import type { Settings } from "./schema";

export async function setting<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | null> {
  const value = await inTransaction(["settings"], "readonly", (transaction) =>
    transaction.objectStore("settings").get(name),
  );
  return (value as Settings[Name] | undefined) ?? null;
}

export async function keepSetting<Name extends keyof Settings>(
  name: Name,
  value: Settings[Name],
): Promise<void> {
  await inTransaction(["settings"], "readwrite", (transaction) =>
    transaction.objectStore("settings").put(value, name),
  );
  rememberSetting(name, value);
}

export async function forgetSetting(name: keyof Settings): Promise<void> {
  await inTransaction(["settings"], "readwrite", (transaction) =>
    transaction.objectStore("settings").delete(name),
  );
  rememberSetting(name, null);
}
