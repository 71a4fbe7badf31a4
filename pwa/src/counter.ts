// The counter's page in one file: a shift often begins with it on a mobile network, where each file more is a wait more.
import type { Enhancement } from "./enhance";
import * as camera from "./enhancements/camera/enhance";
import * as cardCodeInput from "./enhancements/card-code-input/enhance";
import * as counter from "./enhancements/counter/page";
import * as installApp from "./enhancements/install-app/enhance";
import * as scannerAnywhere from "./enhancements/scanner-anywhere/enhance";
import * as stepper from "./enhancements/stepper/enhance";
import * as submitOnce from "./enhancements/submit-once/once";
import { startPage } from "./start";
import { registerWorker } from "./updates";

/** All that the page asks for by `data-enhance`. */
const PARTS = new Map<string, Enhancement>([
  ["camera", camera],
  ["card-code-input", cardCodeInput],
  ["counter", counter],
  ["install-app", installApp],
  ["scanner-anywhere", scannerAnywhere],
  ["stepper", stepper],
  ["submit-once", submitOnce],
]);

startPage(async (name) => {
  const part = PARTS.get(name);
  if (!part) throw new Error(`The counter has no ${name}`);
  return part;
});

// What the page needs without a network comes after what it needs now.
addEventListener("load", () => void registerWorker());
