import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { LanguageChosen, PasswordChange, ResetAnswered, SessionTarget, type MineAnswer } from '@samverkan/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBody } from '../../platform/http/read-body.js';
import { CLEARED } from '../../platform/session/session.controller.js';
import { SessionService } from '../../platform/session/sessions.js';
import { setCookies } from '../browser.js';
import { Holders } from '../holders.js';
import { PasswordSignIns } from '../passwords/password-sign-in.js';
import { Mine } from './mine.js';

/** `/api/session/mine`: my account. */
@Controller('api/session/mine')
export class MineController {
  constructor(
    @Inject(Mine) private readonly mine: Mine,
    @Inject(Holders) private readonly holders: Holders,
    @Inject(PasswordSignIns) private readonly passwords: PasswordSignIns,
    @Inject(SessionService) private readonly sessions: SessionService,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest): Promise<MineAnswer> {
    return this.mine.answerFor(await this.holders.of(request));
  }

  @Post('password')
  @HttpCode(204)
  async changePassword(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const change = readBody(PasswordChange, body);
    setCookies(reply, await this.passwords.change(await this.holders.of(request), change));
  }

  @Post('language')
  @HttpCode(204)
  async chooseLanguage(@Req() request: FastifyRequest, @Body() body: unknown): Promise<void> {
    const { language } = readBody(LanguageChosen, body);
    await this.mine.chooseLanguage(await this.holders.of(request), language);
  }

  @Post('reset')
  @HttpCode(204)
  async answerReset(@Req() request: FastifyRequest, @Body() body: unknown): Promise<void> {
    const answered = readBody(ResetAnswered, body);
    await this.mine.answerReset(await this.holders.of(request), answered);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  async endSession(@Req() request: FastifyRequest, @Param() target: unknown): Promise<void> {
    const { id } = readBody(SessionTarget, target, '');
    await this.mine.endSession(await this.holders.of(request), id);
  }

  @Delete('sessions')
  @HttpCode(204)
  async endAllSessions(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.mine.endAllSessions(await this.holders.of(request));
    setCookies(reply, [this.sessions.forgotten()]);
    void reply.header('clear-site-data', CLEARED);
  }
}
