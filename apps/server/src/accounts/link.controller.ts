import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { LinkLook, LinkPassword, type LinkAnswer, type SessionAnswer } from '@samverkan/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBody } from '../platform/http/read-body.js';
import { SessionAnswers } from '../platform/session/session-answer.js';
import { browserOf, setCookies } from './browser.js';
import { SignInLimits } from './limits/sign-in-limits.js';
import { PasswordSignIns } from './passwords/password-sign-in.js';
import { WaysIn } from './ways-in.js';

/** `/api/session/link`: taking an account into use by an invitation, or into use again by a reset. */
@Controller('api/session/link')
export class LinkController {
  constructor(
    @Inject(WaysIn) private readonly waysIn: WaysIn,
    @Inject(PasswordSignIns) private readonly passwords: PasswordSignIns,
    @Inject(SignInLimits) private readonly limits: SignInLimits,
    @Inject(SessionAnswers) private readonly answers: SessionAnswers,
  ) {}

  @Post()
  @HttpCode(200)
  async look(@Req() { ip }: FastifyRequest, @Body() body: unknown): Promise<LinkAnswer> {
    const { token } = readBody(LinkLook, body);
    await this.limits.begin(ip);
    const { purpose, until, person } = await this.waysIn.linkOf(token);
    const name = await this.answers.nameOf(person);
    return { purpose, until: new Date(until).toISOString(), ...(name === undefined ? {} : { name }) };
  }

  @Post('password')
  @HttpCode(200)
  async password(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    const { token, password } = readBody(LinkPassword, body);
    await this.limits.begin(request.ip);
    const { identity, setCookie } = await this.passwords.useLink(token, password, browserOf(request));
    setCookies(reply, setCookie);
    return this.answers.answerFor(identity);
  }
}
