import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { PasswordProof, PasswordSignIn, ResetAsked, type ResetsAnswer, type SessionAnswer } from '@samverkan/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBody } from '../platform/http/read-body.js';
import { SessionAnswers } from '../platform/session/session-answer.js';
import { browserOf, setCookies } from './browser.js';
import { Holders } from './holders.js';
import { PasswordSignIns } from './passwords/password-sign-in.js';
import { Resets } from './links/resets.js';

/** `/api/session`: signing in by password, asking for a new way in, proving anew who it is. */
@Controller('api/session')
export class PasswordController {
  constructor(
    @Inject(PasswordSignIns) private readonly passwords: PasswordSignIns,
    @Inject(Resets) private readonly resets: Resets,
    @Inject(Holders) private readonly holders: Holders,
    @Inject(SessionAnswers) private readonly answers: SessionAnswers,
  ) {}

  @Post('password')
  @HttpCode(200)
  async signIn(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    const { identity, setCookie } = await this.passwords.signIn(readBody(PasswordSignIn, body), browserOf(request));
    setCookies(reply, setCookie);
    return this.answers.answerFor(identity);
  }

  @Post('prove')
  @HttpCode(200)
  async prove(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    const { password } = readBody(PasswordProof, body);
    const held = await this.holders.of(request);
    setCookies(reply, await this.passwords.prove(held, password));
    return this.answers.answerFor(held.identity);
  }

  @Post('reset')
  @HttpCode(202)
  async askForReset(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Record<string, never>> {
    await this.resets.ask(readBody(ResetAsked, body).email, browserOf(request));
    return {};
  }

  @Get('resets')
  asked(): Promise<ResetsAnswer> {
    return this.resets.asked();
  }
}
