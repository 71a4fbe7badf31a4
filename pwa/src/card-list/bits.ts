// A string of bits, read from its beginning; past its end there are zeros, and `isOver` says so. A list of a hundred
// thousand cards has four million of them: what is read is read from 32 at once.
const PADDING_BYTES = 8;

export class Bits {
  private at = 0;
  private readonly end: number;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    const padded = new Uint8Array(bytes.length + PADDING_BYTES);
    padded.set(bytes);
    this.view = new DataView(padded.buffer);
    this.end = bytes.length * 8;
  }

  /** Nothing is left but zeros that fill up the last byte. */
  get isAtEnd(): boolean {
    return this.at <= this.end && this.end - this.at < 8 && this.next() === 0;
  }

  get isOver(): boolean {
    return this.at > this.end;
  }

  /** The next 32 bits, which stay unread. */
  next(): number {
    if (this.at >= this.end) return 0;
    const byte = this.at >>> 3;
    const shift = this.at & 7;
    return ((this.view.getUint32(byte) << shift) | (this.view.getUint8(byte + 4) >>> (8 - shift))) >>> 0;
  }

  skip(count: number): void {
    this.at += count;
  }

  /** Up to 48 bits as a number. */
  number(count: number): number {
    if (count > 32) return this.number(count - 32) * 0x1_0000_0000 + this.number(32);
    if (count === 0) return 0;
    const number = this.next() >>> (32 - count);
    this.at += count;
    return number;
  }

  /** A gap: as many ones as there are whole units of 2 ** `lowBits` in it, a zero, and what is left of it. */
  gap(lowBits: number): number {
    const next = this.next();
    const units = Math.clz32(~next);
    const length = units + 1 + lowBits;
    // Nearly always all of it is in those 32 bits.
    if (length > 32 || lowBits === 0) return this.ones() * 2 ** lowBits + this.number(lowBits);
    this.at += length;
    return units * 2 ** lowBits + ((next << (units + 1)) >>> (32 - lowBits));
  }

  /** How many ones come before the first zero, which is read, too. */
  private ones(): number {
    let length = 0;
    for (;;) {
      const here = Math.clz32(~this.next());
      this.at += here;
      length += here;
      if (here < 32) break;
    }
    this.at++;
    return length;
  }

  /** How many zeros come before the first one, which is read, too; 31 at most. */
  zeros(): number {
    const length = Math.min(Math.clz32(this.next()), 31);
    this.at += length + 1;
    return length;
  }
}
