import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Health } from './health.js';

/**
 * `GET /api/health`, for anybody: how far the log has come is not told, since it would tell of a meeting that runs. Whoever runs the installation finds that among the
 * figures.
 */
@Controller('api/health')
export class HealthController {
  constructor(@Inject(Health) private readonly health: Health) {}

  @Get()
  async look(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.health.look();
    const { live, ready, log, documents, reasons } = report;
    const { caughtUp, stopped } = documents;
    const told = { caughtUp, stopped: stopped.map(({ kind, eventType }) => ({ kind, eventType })) };
    void reply.status(ready ? 200 : 503).send({ live, ready, log: { condition: log.condition }, documents: told, reasons });
  }
}
