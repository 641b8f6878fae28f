import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import type { OwnAddresses } from '../session/origin.js';

/** Opens no connection to another host's page: it would look, with this browser's cookie, at what its user may see. */
export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly own: OwnAddresses,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const allowRequest: ServerOptions['allowRequest'] = (request, decide) => {
      decide(null, this.own.isOwn(request));
    };
    return super.createIOServer(port, { ...options, allowRequest } as ServerOptions);
  }
}
