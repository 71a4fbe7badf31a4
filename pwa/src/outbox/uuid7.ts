// UUIDs of version 7 (RFC 9562): 48 bits of time in ms, then a counter within the ms, then random bits.
// Those of one page rise, also within a millisecond and when the clock is set back.
let lastTime = 0;
let counter = 0;

export function uuid7(now = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const view = new DataView(random.buffer);
  if (now > lastTime) {
    lastTime = now;
    counter = view.getUint16(0) & 0x7ff; // the upper half is left for counting on
  } else if (++counter > 0xfff) {
    lastTime += 1;
    counter = 0;
  }
  view.setUint16(0, 0x7000 | counter);
  view.setUint8(2, 0x80 | (view.getUint8(2) & 0x3f));
  const hex = lastTime.toString(16).padStart(12, "0") + [...random].map(twoDigits).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

const twoDigits = (byte: number) => byte.toString(16).padStart(2, "0");
