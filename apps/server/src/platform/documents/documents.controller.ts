import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { houseOf } from '../http/buckets.js';
import { SESSIONS, type Sessions } from '../live/live.ports.js';
import { READ_TURNS } from '../projector/projector.tokens.js';
import type { Turns } from '../shares/turns.js';
import { Documents, type Reader } from './documents.js';
import { sendView } from './send-view.js';

type Asked = Readonly<Record<string, unknown>>;
type IfNoneMatch = string | undefined;

/** `GET /api/docs/{kind}/{id}` and `GET /api/lists/{list}?…`: what somebody may see, as it is now. */
@Controller('api')
export class DocumentsController {
  constructor(
    @Inject(Documents) private readonly documents: Documents,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(READ_TURNS) private readonly turns: Turns,
  ) {}

  @Get('docs/:kind/:id')
  async document(
    @Param() ref: { kind: string; id: string },
    @Query() query: Asked,
    @Headers('if-none-match') ifNoneMatch: IfNoneMatch,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = await this.#readerOf(request, reply);
    const look = await this.documents.document(ref, query, reader);
    await sendView(reply, ifNoneMatch, reader.inTurn, look);
  }

  @Get('lists/:list')
  async list(
    @Param('list') list: string,
    @Query() query: Asked,
    @Headers('if-none-match') ifNoneMatch: IfNoneMatch,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = await this.#readerOf(request, reply);
    const look = await this.documents.list(list, query, reader);
    await sendView(reply, ifNoneMatch, reader.inTurn, look);
  }

  async #readerOf({ ip, headers }: FastifyRequest, { raw }: FastifyReply): Promise<Reader> {
    const gone = new AbortController();
    raw.once('close', () => gone.abort());
    const { identity } = await this.sessions.sessionOf(headers.cookie);
    const asker = { house: houseOf(ip), account: identity?.account };
    return { identity, asker, inTurn: this.turns.of(asker, gone.signal), gone: gone.signal };
  }
}
