// A code's name on the sealed list: the first six bytes of its HMAC under this phone's own key, as a number, which
// a list with fewer possible seals scales down.
const SEAL_BITS = 48n;

/** How many seals there can be. */
export const SEAL_SPAN = 2 ** 48;

/** A list in a smaller span has this many possible seals for each card, and is made anew when it has fewer. */
const ROOM = 2 ** 22;

const encoder = new TextEncoder();

export async function sealOf(key: CryptoKey, code: string): Promise<number> {
  const signature = new DataView(await crypto.subtle.sign("HMAC", key, encoder.encode(code)));
  return signature.getUint16(0) * 0x1_0000_0000 + signature.getUint32(2);
}

/** Exactly: the product has more bits than a number holds. */
export function scaleSeal(seal: number, span: number): number {
  return span === SEAL_SPAN ? seal : Number((BigInt(seal) * BigInt(span)) >> SEAL_BITS);
}

/** Whether so many cards are too many for a span: a code that is not on the list may then be taken for one too often. */
export function isCrowded(count: number, span: number): boolean {
  return span < SEAL_SPAN && count * ROOM > span;
}
