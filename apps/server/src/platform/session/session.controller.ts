import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { SignInRequest, type SessionAnswer } from '@samverkan/contract';
import type { FastifyReply } from 'fastify';
import { SESSIONS } from '../live/live.ports.js';
import { readBody } from '../http/read-body.js';
import type { DemoSessions } from './sessions.js';

/** `/api/session`: who is signed in, signing in, signing out. */
@Controller('api/session')
export class SessionController {
  constructor(@Inject(SESSIONS) private readonly sessions: DemoSessions) {}

  @Get()
  session(@Headers('cookie') cookie: string | undefined): Promise<SessionAnswer> {
    return this.sessions.answer(cookie);
  }

  @Post()
  @HttpCode(200)
  async signIn(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionAnswer> {
    const { cookie, answer } = await this.sessions.signIn(readBody(SignInRequest, body).account);
    void reply.header('set-cookie', cookie);
    return answer;
  }

  @Delete()
  async signOut(@Res({ passthrough: true }) reply: FastifyReply): Promise<SessionAnswer> {
    const { cookie, answer } = await this.sessions.signOut();
    void reply.header('set-cookie', cookie);
    return answer;
  }
}
