import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Health } from './health.js';

/** `GET /api/health`. */
@Controller('api/health')
export class HealthController {
  constructor(@Inject(Health) private readonly health: Health) {}

  @Get()
  async look(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.health.look();
    void reply.status(report.ready ? 200 : 503).send(report);
  }
}
