// A phone without a card has no holder: the name that was written on the last one goes.
import { keepName } from "../holder-name/name";

export function enhance(): void {
  keepName("");
}
