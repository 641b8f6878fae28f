import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SESSIONS, type Sessions } from '../live/live.ports.js';
import { Documents } from './documents.js';
import { sendView } from './send-view.js';

interface ReadHeaders {
  readonly cookie?: string;
  readonly 'if-none-match'?: string;
}
type Asked = Readonly<Record<string, unknown>>;

/** `GET /api/docs/{kind}/{id}` and `GET /api/lists/{list}?…`: what somebody may see, as it is now. */
@Controller('api')
export class DocumentsController {
  constructor(
    @Inject(Documents) private readonly documents: Documents,
    @Inject(SESSIONS) private readonly sessions: Sessions,
  ) {}

  @Get('docs/:kind/:id')
  async document(
    @Param() ref: { kind: string; id: string },
    @Query() query: Asked,
    @Headers() headers: ReadHeaders,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { identity } = await this.sessions.sessionOf(headers.cookie);
    sendView(reply, headers['if-none-match'], await this.documents.document(ref, query, identity));
  }

  @Get('lists/:list')
  async list(
    @Param('list') list: string,
    @Query() query: Asked,
    @Headers() headers: ReadHeaders,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { identity } = await this.sessions.sessionOf(headers.cookie);
    sendView(reply, headers['if-none-match'], await this.documents.list(list, query, identity));
  }
}
