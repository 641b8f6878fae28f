import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { ImportsModule } from './imports/imports.module.js';
import { CommandsModule } from './platform/commands/commands.module.js';
import { DocumentsModule } from './platform/documents/documents.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { ProjectorModule } from './platform/projector/projector.module.js';
import { LIVE_LIMITS } from './platform/live/live.limits.js';
import { LiveModule } from './platform/live/live.module.js';
import { MetricsModule } from './platform/metrics/metrics.module.js';
import { OpenApiModule } from './platform/openapi/openapi.module.js';
import { PlatformModule } from './platform/platform.module.js';
import type { PlatformParts } from './platform/platform.parts.js';
import { connectionShares } from './platform/shares/descriptors.js';
import { SessionModule } from './platform/session/session.module.js';

/** The whole server over its parts. */
@Module({})
export class AppModule {
  static with(parts: PlatformParts): DynamicModule {
    const { connections } = parts.config;
    const shares = connectionShares(connections).live;
    const { burst, perSecond } = LIVE_LIMITS.attempts;
    // As many as there may be may come back at once, after a restart for instance.
    const attempts = { burst: Math.max(burst, connections), perSecond: Math.max(perSecond, connections / 5) };
    const live = LiveModule.with([SessionModule, CommandsModule], {
      connections: shares.all,
      connectionsOfStrangers: shares.strangers,
      perAddress: shares.address,
      perAccount: shares.account,
      attempts,
      ...parts.liveLimits,
    });
    return {
      module: AppModule,
      imports: [
        // No middleware: a line per request would say who looked at what.
        LoggerModule.forRoot({ pinoHttp: { logger: parts.logger }, forRoutes: [] }),
        PlatformModule.with(parts),
        ProjectorModule,
        SessionModule,
        CommandsModule,
        DocumentsModule,
        live,
        ImportsModule,
        HealthModule,
        MetricsModule.with(live),
        OpenApiModule,
      ],
    };
  }
}
