import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { openApi } from './openapi.js';

/** The API as people read it at `/api`, and as programs do at `/api/openapi.json`. All of the page comes from this server. */
export function describeApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api', app, openApi(), {
    raw: ['json'],
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Samverkan API',
    swaggerOptions: { docExpansion: 'none', tagsSorter: 'alpha', tryItOutEnabled: true },
  });
}
