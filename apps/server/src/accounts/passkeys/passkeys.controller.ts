import { Body, Controller, Delete, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { LinkLook, LinkPasskey, PasskeyAdded, PasskeyNamed, PasskeySignIn, SessionTarget, type SessionAnswer } from '@samverkan/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBody } from '../../platform/http/read-body.js';
import { SessionAnswers } from '../../platform/session/session-answer.js';
import { browserOf, setCookies } from '../browser.js';
import { Holders } from '../holders.js';
import type { Asked, Creation, Request } from './ceremonies.js';
import { Passkeys } from './passkeys.js';

/** `/api/session`: signing in by passkey, taking an account into use with one, proving anew who it is, my passkeys. */
@Controller('api/session')
export class PasskeysController {
  constructor(
    @Inject(Passkeys) private readonly passkeys: Passkeys,
    @Inject(Holders) private readonly holders: Holders,
    @Inject(SessionAnswers) private readonly answers: SessionAnswers,
  ) {}

  @Post('passkey/options')
  @HttpCode(200)
  askToSignIn(@Req() request: FastifyRequest): Promise<Asked<Request>> {
    return this.passkeys.askToSignIn(browserOf(request));
  }

  @Post('passkey')
  @HttpCode(200)
  async signIn(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    const { identity, setCookie } = await this.passkeys.signIn(readBody(PasskeySignIn, body), browserOf(request));
    setCookies(reply, setCookie);
    return this.answers.answerFor(identity);
  }

  @Post('link/passkey/options')
  @HttpCode(200)
  askByLink(@Req() request: FastifyRequest, @Body() body: unknown): Promise<Asked<Creation>> {
    return this.passkeys.askByLink(readBody(LinkLook, body).token, browserOf(request));
  }

  @Post('link/passkey')
  @HttpCode(200)
  async useLink(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    const { token, ...answered } = readBody(LinkPasskey, body);
    const { identity, setCookie } = await this.passkeys.useLink(token, answered, browserOf(request));
    setCookies(reply, setCookie);
    return this.answers.answerFor(identity);
  }

  @Post('prove/passkey/options')
  @HttpCode(200)
  async askToProve(@Req() request: FastifyRequest): Promise<Asked<Request>> {
    return this.passkeys.askToProve(await this.holders.of(request));
  }

  @Post('prove/passkey')
  @HttpCode(200)
  async prove(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    const answered = readBody(PasskeySignIn, body);
    const held = await this.holders.of(request);
    setCookies(reply, await this.passkeys.prove(held, answered));
    return this.answers.answerFor(held.identity);
  }

  @Post('mine/passkeys/options')
  @HttpCode(200)
  async askToAdd(@Req() request: FastifyRequest): Promise<Asked<Creation>> {
    return this.passkeys.askToAdd(await this.holders.of(request));
  }

  @Post('mine/passkeys')
  @HttpCode(204)
  async add(@Req() request: FastifyRequest, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const answered = readBody(PasskeyAdded, body);
    setCookies(reply, await this.passkeys.add(await this.holders.of(request), answered, browserOf(request)));
  }

  @Post('mine/passkeys/:id/name')
  @HttpCode(204)
  async rename(@Req() request: FastifyRequest, @Param() target: unknown, @Body() body: unknown): Promise<void> {
    const { id } = readBody(SessionTarget, target, '');
    const { label } = readBody(PasskeyNamed, body);
    this.passkeys.rename(await this.holders.of(request), id, label);
  }

  @Delete('mine/passkeys/:id')
  @HttpCode(204)
  async remove(@Req() request: FastifyRequest, @Param() target: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { id } = readBody(SessionTarget, target, '');
    setCookies(reply, await this.passkeys.remove(await this.holders.of(request), id));
  }
}
