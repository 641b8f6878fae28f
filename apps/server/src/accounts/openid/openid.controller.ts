import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { OpenidStart } from '@samverkan/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBody } from '../../platform/http/read-body.js';
import { noteRefused } from '../../platform/refusal-log.js';
import { browserOf, setCookies } from '../browser.js';
import { Holders } from '../holders.js';
import { OpenidSignIns } from './openid.js';

const SEE_OTHER = 303;

/** `/api/session/openid`: to the identity provider and back. */
@Controller('api/session')
export class OpenidController {
  constructor(
    @Inject(OpenidSignIns) private readonly signIns: OpenidSignIns,
    @Inject(Holders) private readonly holders: Holders,
  ) {}

  @Post('openid')
  @HttpCode(200)
  async start(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly url: string }> {
    const { url, setCookie } = await this.signIns.start(readBody(OpenidStart, body), browserOf(request));
    setCookies(reply, setCookie);
    return { url };
  }

  @Get('openid/callback')
  async comeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [, query = ''] = request.url.split(/\?(.*)/su);
    const { to, setCookie, refused } = await this.signIns.comeBack(query, browserOf(request));
    if (refused !== undefined) noteRefused(request.raw, refused);
    setCookies(reply, setCookie);
    await reply.redirect(to, SEE_OTHER);
  }

  @Delete('mine/openid')
  @HttpCode(204)
  async remove(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    setCookies(reply, await this.signIns.remove(await this.holders.of(request)));
  }
}
