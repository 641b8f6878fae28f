import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { splitFrames, textFrame, PONG, TEXT } from './frames.ts';

/** What goes over the WebSocket: bare texts, or the protocol of socket.io. */
export type Framing = 'ws' | 'socket.io';

export interface ConnectOptions {
  readonly url: string;
  readonly path: string;
  readonly framing: Framing;
  readonly cookie?: string;
}

/**
 * A WebSocket client that does next to nothing, the same for the product and all its peers: thousands of them fit beside the
 * server that is measured, on few cores. It speaks as much of socket.io as watching and calling need.
 * With bare texts a request is `ID:BODY` and its answer `ID:ANSWER`; a push begins with `{`.
 */
export class Connection {
  /** Told of every text that answers nothing. */
  onPush: (text: Buffer) => void = () => undefined;
  onEnd: (() => void) | undefined;
  bytes = 0;
  readonly #waiting = new Map<number, { resolve: (answer: string) => void; reject: (error: Error) => void }>();
  #rest: Buffer | undefined;
  #requests = 0;
  #opened: (() => void) | undefined;

  private readonly socket: Socket;
  private readonly framing: Framing;

  private constructor(socket: Socket, framing: Framing) {
    this.socket = socket;
    this.framing = framing;
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the connection was closed'));
      this.#waiting.clear();
      this.onEnd?.();
    });
    socket.on('error', () => socket.destroy());
  }

  static async open({ url, path, framing, cookie }: ConnectOptions): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const connection = new Connection(socket, framing);
    const target = framing === 'socket.io' ? `${path}?EIO=4&transport=websocket` : path;
    socket.write(
      [
        `GET ${target} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        `Origin: http://${hostname}:${port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
        '\r\n',
      ].join('\r\n'),
    );
    const rest = await upgraded(socket);
    const ready = framing === 'socket.io' ? new Promise<void>((resolve) => (connection.#opened = resolve)) : Promise.resolve();
    socket.on('data', (chunk) => {
      connection.#read(chunk);
    });
    if (rest.length > 0) connection.#read(rest);
    await ready;
    return connection;
  }

  /** Sends an event and resolves with the text of its acknowledgement. */
  request(event: string, body: string): Promise<string> {
    const id = (this.#requests += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send(this.framing === 'ws' ? `${String(id)}:${body}` : `42${String(id)}["${event}",${body}]`);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  #send(text: string): void {
    this.socket.write(textFrame(TEXT, Buffer.from(text)));
  }

  #read(chunk: Buffer): void {
    this.bytes += chunk.length;
    this.#rest = splitFrames(this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]), (opcode, payload) => {
      if (opcode === TEXT) this.#text(payload);
      else if (opcode === 9) this.socket.write(textFrame(PONG, payload));
      else if (opcode === 8) this.socket.end();
    });
  }

  #text(text: Buffer): void {
    if (this.framing === 'ws') {
      if (text[0] === 0x7b) this.onPush(text);
      else this.#answer(text.toString(), 0);
      return;
    }
    // Engine.IO: 0 open, 2 ping, 4 message; within a message, socket.io: 0 connect, 2 event, 3 acknowledgement.
    if (text[0] === 0x30) this.#send('40');
    else if (text[0] === 0x32) this.#send('3');
    else if (text[0] !== 0x34) return;
    else if (text[1] === 0x32) this.onPush(text);
    else if (text[1] === 0x33) this.#answer(text.toString(), 2);
    else if (text[1] === 0x30) this.#opened?.();
    else throw new Error(`the server refused the connection: ${text.toString()}`);
  }

  #answer(text: string, from: number): void {
    const end = this.framing === 'ws' ? text.indexOf(':') : text.indexOf('[');
    const id = Number(text.slice(from, end));
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.resolve(text.slice(this.framing === 'ws' ? end + 1 : end));
  }
}

/** Waits for the end of the server's answer to the upgrade; resolves with what came after it. */
function upgraded(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const hear = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', hear);
      socket.off('close', closed);
      const status = head.subarray(0, head.indexOf('\r\n')).toString();
      if (status.includes(' 101 ')) resolve(head.subarray(end + 4));
      else reject(new Error(`no WebSocket: ${status}`));
    };
    const closed = (): void => {
      reject(new Error('no WebSocket: the connection was closed'));
    };
    socket.on('data', hear);
    socket.on('close', closed);
  });
}
