import { randomUUID } from 'node:crypto';
import { Body, Controller, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandId, type CommandRequest } from '@samverkan/contract';
import type { FastifyReply } from 'fastify';
import { sendProblem } from '../http/problem.filter.js';
import { COMMAND_SERVICE, SESSIONS, type CommandService, type Sessions } from '../live/live.ports.js';
import { readIfMatch } from './if-match.js';

interface CommandHeaders {
  readonly cookie?: string;
  readonly 'idempotency-key'?: string;
  readonly 'if-match'?: string;
}
interface CommandPath {
  readonly context: string;
  readonly id: string;
  readonly command: string;
}

/** `POST /api/{context}/{id}/{command}`. */
@Controller('api')
export class CommandsController {
  constructor(
    @Inject(COMMAND_SERVICE) private readonly commands: CommandService,
    @Inject(SESSIONS) private readonly sessions: Sessions,
  ) {}

  @Post(':context/:id/:command')
  async give(
    @Param() path: CommandPath,
    @Headers() headers: CommandHeaders,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = requestOf(path, headers, body);
    const answer = await this.commands.execute(await this.sessions.sessionOf(headers.cookie), request);
    // Only what is a key is said back.
    if (CommandId.safeParse(request.id).success) void reply.header('idempotency-key', request.id);
    if ('refused' in answer) sendProblem(reply, answer.refused);
    else void reply.status(200).header('etag', `"${answer.done.version}"`).send(answer.done);
  }
}

function requestOf({ context, id: target, command }: CommandPath, headers: CommandHeaders, body: unknown): CommandRequest {
  const ifMatch = readIfMatch(headers['if-match']);
  return {
    id: headers['idempotency-key'] ?? randomUUID(),
    context,
    target,
    command,
    // Whatever was sent is checked by the command's schema; no body at all is an empty one.
    body: (body ?? {}) as CommandRequest['body'],
    ...(ifMatch === undefined ? {} : { ifMatch }),
  };
}
