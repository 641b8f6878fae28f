import { Controller, Get, Inject, Module, Res, type DynamicModule, type Provider } from '@nestjs/common';
import type { EventLog } from '@samverkan/event-store';
import type { FastifyReply } from 'fastify';
import { LiveGateway } from '../live/live.gateway.js';
import { Projector } from '../projector/projector.js';
import { RefusalLog } from '../refusal-log.js';
import { EVENT_LOG } from '../tokens.js';
import { Metrics } from './metrics.js';

/** `GET /api/metrics`, as Prometheus reads it. */
@Controller('api/metrics')
class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get()
  async read(@Res() reply: FastifyReply): Promise<void> {
    void reply.type(this.metrics.contentType).send(await this.metrics.text());
  }
}

@Module({})
export class MetricsModule {
  /** @param live the module of the live gateway, whose figures are among them */
  static with(live: DynamicModule): DynamicModule {
    const metrics: Provider = {
      provide: Metrics,
      inject: [EVENT_LOG, Projector, LiveGateway, RefusalLog],
      useFactory: (log: EventLog, projector: Projector, gateway: LiveGateway, refusals: RefusalLog) =>
        new Metrics(log, projector, gateway.metrics, refusals),
    };
    return { module: MetricsModule, imports: [live], controllers: [MetricsController], providers: [metrics], exports: [Metrics] };
  }
}
