// For tests: a whole list as the register condenses it, with codes that are all of one length.
const [ROOM, LEAST_ROOM] = [2n ** 22n, 1024];

/** From entries of nine bytes, sorted. */
export function condensed(records: Buffer): Buffer {
  const count = records.length / 9;
  const span = BigInt(Math.max(LEAST_ROOM, Math.floor((count * 17) / 16))) * ROOM;
  const lowBits = Math.floor(Math.log2(Number(span) / Math.max(count, 1)));
  const cards = Array.from({ length: count }, (_, card) => ({
    seal: Number((BigInt(records.readUIntBE(card * 9, 6)) * span) >> 48n),
    day: records.readUIntBE(card * 9 + 6, 3) >>> 10,
    rest: records.readUIntBE(card * 9 + 6, 3) & 0x3ff,
  }));
  const days = codeOf(cards.map(({ day }) => day));
  const rests = codeOf(cards.map(({ rest }) => rest));
  const bits = [days.table, rests.table];
  let before = -1;
  for (const { seal, day, rest } of cards) {
    const gap = seal - before - 1;
    before = seal;
    bits.push("1".repeat(Math.floor(gap / 2 ** lowBits)), "0", binary(gap % 2 ** lowBits, lowBits));
    bits.push(days.codes.get(day) ?? "", rests.codes.get(rest) ?? "");
  }
  const prefix = Buffer.alloc(9);
  prefix.writeBigUInt64BE(span);
  prefix.writeUInt8(lowBits, 8);
  return Buffer.concat([prefix, bytesOf(bits.join(""))]);
}

function codeOf(column: number[]): { table: string; codes: Map<number, string> } {
  const symbols = [...new Set(column)].sort((a, b) => a - b);
  const length = Math.max(1, Math.ceil(Math.log2(symbols.length)));
  const table = symbols.map((symbol, index) => {
    const distance = (symbol - (symbols[index - 1] ?? -1)).toString(2);
    return "0".repeat(distance.length - 1) + distance + binary(length, 5);
  });
  const codes = symbols.map((symbol, index) => [symbol, binary(index, length)] as const);
  return { table: binary(symbols.length, 16) + table.join(""), codes: new Map(codes) };
}

const binary = (number: number, width: number) =>
  width === 0 ? "" : number.toString(2).padStart(width, "0");

function bytesOf(bits: string): Buffer {
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(bits.slice(index * 8, index * 8 + 8).padEnd(8, "0"), 2);
  }
  return bytes;
}
