// Asks the browser not to clear this phone's storage when the disk gets full. Some browsers ask the person:
// so once, for good.
import { keepSetting, setting } from "./setting";

/** Whether what is kept here stays. */
export async function askForPersistence(): Promise<boolean> {
  try {
    if (await navigator.storage.persisted()) return true;
    if (await setting("persistence-asked")) return false;
    await keepSetting("persistence-asked", true);
    return await navigator.storage.persist();
  } catch {
    return false; // a browser without it, or without storage, which whoever writes will hear
  }
}
