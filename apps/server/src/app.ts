import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { createAdapter, prepare } from './platform/http/fastify.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { serveWebClient } from './platform/http/web-client.js';
import { faultReporter } from './platform/log-faults.js';
import type { PlatformParts } from './platform/platform.parts.js';

/** The server over its parts, ready to listen. Closing it does not close them. */
export async function createApp(parts: PlatformParts): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), createAdapter(), {
    abortOnError: false,
    bodyParser: false,
    bufferLogs: true,
  });
  app.useLogger(app.get(Logger));
  app.useWebSocketAdapter(new IoAdapter(app));
  app.useGlobalFilters(new ProblemFilter(faultReporter(parts.logger)));
  const server = app.getHttpAdapter().getInstance();
  await prepare(server);
  if (parts.web !== undefined) await serveWebClient(server, parts.web);
  return app;
}
