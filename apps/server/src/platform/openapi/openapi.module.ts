import { Controller, Get, Module } from '@nestjs/common';
import { asyncApi } from './asyncapi.js';

/** `GET /api/asyncapi.json`. */
@Controller('api/asyncapi.json')
class AsyncApiController {
  readonly #description = asyncApi();

  @Get()
  describe(): unknown {
    return this.#description;
  }
}

@Module({ controllers: [AsyncApiController] })
export class OpenApiModule {}
