import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { SignInRequest, type SessionAnswer } from '@samverkan/contract';
import type { FastifyReply } from 'fastify';
import { readBody } from '../http/read-body.js';
import { SessionAnswers } from './session-answer.js';
import { SessionService } from './sessions.js';
import { DemoSignIn } from './demo-sign-in.js';

/** What a browser keeps of pages that were looked at. What somebody has written is theirs: the page asks whether to keep it. */
export const CLEARED = '"cache"';

/** The headers that tell whose browser it is. */
export interface BrowserHeaders {
  readonly cookie?: string;
  readonly 'user-agent'?: string;
}

/** `/api/session`: who is signed in, choosing who to be on a demo installation, signing out. */
@Controller('api/session')
export class SessionController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SessionAnswers) private readonly answers: SessionAnswers,
    @Inject(DemoSignIn) private readonly demo: DemoSignIn,
  ) {}

  @Get()
  async session(@Headers() { cookie }: BrowserHeaders, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionAnswer> {
    const held = await this.sessions.held(cookie);
    const setCookie = held === undefined ? undefined : this.sessions.rotated(held);
    if (setCookie !== undefined) void reply.header('set-cookie', setCookie);
    return this.answers.answerFor(held?.identity);
  }

  @Post()
  @HttpCode(200)
  async signIn(
    @Headers() headers: BrowserHeaders,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    const { identity, setCookie } = await this.demo.signIn(readBody(SignInRequest, body).account, headers);
    void reply.header('set-cookie', setCookie);
    return this.answers.answerFor(identity);
  }

  @Delete()
  async signOut(@Headers() { cookie }: BrowserHeaders, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionAnswer> {
    void reply.header('set-cookie', await this.sessions.signOut(cookie)).header('clear-site-data', CLEARED);
    return this.answers.answerFor(undefined);
  }
}
