import { Body, Controller, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { ClockConfirmed, type SessionAnswer } from '@samverkan/contract';
import type { ClockWatch } from '../clock-trust.js';
import { readBody } from '../http/read-body.js';
import { EdgeRefused } from '../refusals.js';
import { CLOCK_TRUST } from '../tokens.js';
import { SessionAnswers } from './session-answer.js';
import type { BrowserHeaders } from './session.controller.js';
import { SessionService } from './sessions.js';

/** `/api/session/clock`: an administrator says that the clock is right, as whoever runs the server can by its command line. */
@Controller('api/session/clock')
export class ClockController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SessionAnswers) private readonly answers: SessionAnswers,
    @Inject(CLOCK_TRUST) private readonly trust: ClockWatch,
  ) {}

  @Post()
  @HttpCode(200)
  async confirm(@Headers() { cookie }: BrowserHeaders, @Body() body: unknown): Promise<SessionAnswer> {
    const { shows } = readBody(ClockConfirmed, body);
    const identity = (await this.sessions.held(cookie))?.identity;
    if (identity === undefined) throw new EdgeRefused('command/not-signed-in');
    // Said of a clock that is back already, it says nothing more.
    if (this.trust.isDoubtful() && !this.trust.confirm(shows, identity.account)) throw new EdgeRefused('session/clock-moved');
    return this.answers.answerFor(identity);
  }
}
