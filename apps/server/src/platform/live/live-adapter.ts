import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';
import type { EdgeRefusal } from '@samverkan/contract';
import type { Server, ServerOptions } from 'socket.io';
import type { OwnAddresses } from '../session/origin.js';

/** Opens no connection to another host's page: it would look, with this browser's cookie, at what its user may see. */
export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly own: OwnAddresses,
    private readonly refused: (code: EdgeRefusal, request: IncomingMessage) => void,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const allowRequest: ServerOptions['allowRequest'] = (request, decide) => {
      const code = this.own.refusalOf(request);
      if (code !== undefined) this.refused(code, request);
      decide(null, code === undefined);
    };
    return super.createIOServer(port, { ...options, allowRequest } as ServerOptions);
  }
}
