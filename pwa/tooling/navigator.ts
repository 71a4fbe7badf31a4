// All test files share a browser: what one defines on the navigator, or puts in the place of a global, is gone when the next begins.
import { afterAll, vi } from "vitest";

const own = Object.getOwnPropertyDescriptors(navigator);

afterAll(() => {
  // Vitest undoes stubs before the next test, and a file's own beginning comes earlier than that.
  vi.unstubAllGlobals();
  for (const name of Object.getOwnPropertyNames(navigator)) {
    if (!(name in own)) Reflect.deleteProperty(navigator, name);
  }
  Object.defineProperties(navigator, own);
});
