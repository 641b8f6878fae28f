import type { IncomingMessage } from 'node:http';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EdgeRefusal } from '@samverkan/contract';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { createAdapter, prepare } from './platform/http/fastify.js';
import { Gate, HTTP_LIMITS } from './platform/http/gate.js';
import { Intake } from './platform/http/intake.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { tellRefusals } from './platform/http/tell-refusals.js';
import { Routes } from './platform/http/routes.js';
import { serveWebClient } from './platform/http/web-client.js';
import { LiveAdapter } from './platform/live/live-adapter.js';
import { SESSIONS, type Sessions } from './platform/live/live.ports.js';
import { faultReporter } from './platform/log-faults.js';
import { measure } from './platform/metrics/measure.js';
import { Metrics } from './platform/metrics/metrics.js';
import { describeApi } from './platform/openapi/describe-api.js';
import type { PlatformParts } from './platform/platform.parts.js';
import { OwnAddresses } from './platform/session/origin.js';
import { Houses } from './platform/shares/asker.js';
import { Callers } from './platform/shares/callers.js';
import { RefusalLog } from './platform/refusal-log.js';
import { RightsReader } from './platform/rights/rights.js';

// A failing start is told in a sentence, bodies are read by readers of our own.
const OPTIONS = Object.freeze({ abortOnError: false, bodyParser: false, bufferLogs: true }) satisfies NestApplicationOptions;

/** The server over its parts, ready to listen. Closing it does not close them. */
export async function createApp(parts: PlatformParts): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), createAdapter(parts.config), OPTIONS);
  const routes = app.get(Routes);
  const own = new OwnAddresses(parts.config);
  app.useLogger(app.get(Logger));
  const refusals = app.get(RefusalLog);
  const handshakeRefused = (code: EdgeRefusal, request: IncomingMessage): void => {
    refusals.note({ code, on: 'socket', what: 'handshake', asker: { house: app.get(Houses).of(request) } });
  };
  app.useWebSocketAdapter(new LiveAdapter(app, own, handshakeRefused));
  app.useGlobalFilters(new ProblemFilter(faultReporter(parts.logger), routes));
  const server = app.getHttpAdapter().getInstance();
  app.get(Callers).listen(server.server);
  const gate = new Gate({
    sessions: app.get<Sessions>(SESSIONS),
    rights: app.get(RightsReader),
    clock: parts.clock,
    limits: { ...HTTP_LIMITS, ...parts.httpLimits },
    ...(parts.config.operatorToken === undefined ? {} : { operatorToken: parts.config.operatorToken }),
  });
  await prepare(server, { routes, intake: app.get(Intake), gate, own, config: parts.config });
  tellRefusals(server, refusals);
  measure(server, app.get(Metrics));
  describeApi(app);
  if (parts.web !== undefined) await serveWebClient(server, parts.web, routes);
  return app;
}
