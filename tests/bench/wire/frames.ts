// As much of RFC 6455 as a client needs that is never sent fragments and offers no extension.

export const TEXT = 1;
export const PONG = 10;

/** A frame as a client sends it: masked, with a key of zeros, which leaves the payload as it is. */
export function textFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = Buffer.alloc(2 + extra + 4 + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) frame.writeUInt16BE(length, 2);
  else if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  payload.copy(frame, 2 + extra + 4);
  return frame;
}

/** Hands on each whole frame of what a server sent; returns the rest, if any. */
export function splitFrames(bytes: Buffer, on: (opcode: number, payload: Buffer) => void): Buffer | undefined {
  let at = 0;
  while (bytes.length - at >= 2) {
    const short = bytes[at + 1]! & 0x7f;
    let head = 2;
    let length = short;
    if (short === 126) {
      if (bytes.length - at < 4) break;
      length = bytes.readUInt16BE(at + 2);
      head = 4;
    } else if (short === 127) {
      if (bytes.length - at < 10) break;
      length = Number(bytes.readBigUInt64BE(at + 2));
      head = 10;
    }
    const end = at + head + length;
    if (bytes.length < end) break;
    on(bytes[at]! & 0x0f, bytes.subarray(at + head, end));
    at = end;
  }
  return at === bytes.length ? undefined : bytes.subarray(at);
}
