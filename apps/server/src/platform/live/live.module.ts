import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { LiveGateway } from './live.gateway.js';
import { LIVE_SETTINGS, type LiveSettings } from './live.ports.js';

/** The live connection. Needs the projector module, and `SESSIONS` and `COMMAND_SERVICE` from whatever is imported with it. */
@Module({})
export class LiveModule {
  static with(imports: NonNullable<DynamicModule['imports']> = [], limits: LiveSettings = {}): DynamicModule {
    const providers: Provider[] = [{ provide: LIVE_SETTINGS, useValue: limits }, LiveGateway];
    return { module: LiveModule, imports, providers, exports: [LiveGateway] };
  }
}
