// All test files share a browser: what one defines on the navigator is gone when the next begins.
import { afterAll } from "vitest";

const own = Object.getOwnPropertyDescriptors(navigator);

afterAll(() => {
  for (const name of Object.getOwnPropertyNames(navigator)) {
    if (!(name in own)) Reflect.deleteProperty(navigator, name);
  }
  Object.defineProperties(navigator, own);
});
