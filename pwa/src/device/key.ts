// The key of this phone's sealed list. Once imported, no script can read it back: it can only seal codes.
export interface ImportedKey {
  id: string;
  key: CryptoKey;
}

/** From the 32 bytes of the register, in base64. */
export async function importKey(base64: string): Promise<ImportedKey> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  bytes.fill(0);
  const id = [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { id, key };
}
