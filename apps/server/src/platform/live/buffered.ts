import type { LiveSocket } from './live.gateway.js';

/** What of engine.io and ws tells how much waits to be sent; their types leave it out. */
interface Engine {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly transport: { readonly socket?: { readonly bufferedAmount: number; terminate(): void } };
}

const engineOf = (socket: LiveSocket): Engine => socket.conn as unknown as Engine;

/** Bytes and frames that wait because the other side does not read: in our own queue, and in the operating system's way. */
export function buffered(socket: LiveSocket): { readonly bytes: number; readonly frames: number } {
  const { writeBuffer, transport } = engineOf(socket);
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) if (typeof data === 'string') bytes += data.length;
  return { bytes, frames: writeBuffer.length };
}

/** Ends a connection without waiting for the other side, which may never read again. */
export function terminate(socket: LiveSocket): void {
  const { transport } = engineOf(socket);
  if (transport.socket === undefined) socket.disconnect(true);
  else transport.socket.terminate();
}
