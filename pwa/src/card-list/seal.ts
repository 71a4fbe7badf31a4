// A code's name on the sealed list: the first six bytes of its HMAC under this phone's own key.
export const SEAL_BYTES = 6;

const encoder = new TextEncoder();

export async function sealOf(key: CryptoKey, code: string): Promise<Uint8Array> {
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(code));
  return new Uint8Array(signature, 0, SEAL_BYTES);
}
