// Codes that take a card or a phone into use, as they are typed. webapp/core/secret_codes.py makes them and says why they
// are as they are; tests/contracts/pairing_codes.json holds both to the same answers.
import { asDigits, fold, possibleCodes, withoutSeparators } from "./disguises";

export type PairingReading = "well-formed" | "mistyped" | "card-code";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Random characters of a slip's code and of a QR's; two check characters follow. */
const LENGTHS: readonly number[] = [12, 26];
const CHECKS = 2;
const POLYNOMIAL = 0b100101;

/** What a typed text is. That a well-formed code is good for anything only the register knows. */
export function readPairingCode(typed: string): PairingReading {
  if (possibleCodes(typed).size > 0) return "card-code";
  const values = [...asDigits(withoutSeparators(fold(typed)))].map((one) => ALPHABET.indexOf(one));
  if (values.includes(-1)) return "mistyped";
  // One without check characters was made before there were any: it may still be open.
  if (LENGTHS.includes(values.length)) return "well-formed";
  return LENGTHS.includes(values.length - CHECKS) && isDivisible(values) ? "well-formed" : "mistyped";
}

/** Whether the secret leaves nothing when it is divided by (x + 1)(x + 2). */
function isDivisible(values: readonly number[]): boolean {
  let [high, low] = [0, 0];
  for (const value of values) [high, low] = [low ^ high ^ doubled(high), value ^ doubled(high)];
  return high === 0 && low === 0;
}

function doubled(value: number): number {
  const twice = value << 1;
  return twice > 31 ? twice ^ POLYNOMIAL : twice;
}
