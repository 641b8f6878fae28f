import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { SESSIONS, type Sessions } from '../platform/live/live.ports.js';
import type { Clock } from '../platform/clock.js';
import { EdgeRefused } from '../platform/refusals.js';
import { RightsReader } from '../platform/rights/rights.js';
import { CLOCK } from '../platform/tokens.js';
import { IMPORTS } from './import-names.js';
import { Importer, type ImportReport, type ImportRequest } from './importer.js';

/** `POST /api/imports/{what}`: a file, sent by the secretariat. */
@Controller('api/imports')
export class ImportsController {
  constructor(
    @Inject(Importer) private readonly importer: Importer,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(RightsReader) private readonly rights: RightsReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':what')
  @HttpCode(200)
  async upload(@Param('what') name: string, @Headers('cookie') cookie: string | undefined, @Body() body: unknown): Promise<ImportReport> {
    const what = IMPORTS.find((one) => one === name);
    if (what === undefined) throw new EdgeRefused('request/not-found');
    const { identity, session } = await this.sessions.sessionOf(cookie);
    if (identity === undefined) throw new EdgeRefused('command/not-signed-in');
    const giver = { identity, session: session?.id };
    const { role, guard } = await this.rights.actingAs(giver, {}, ['secretariat'], this.clock);
    const { account, person, organisation } = identity;
    const actor = { account, role, ...(person === undefined ? {} : { person }), ...(organisation === undefined ? {} : { organisation }) };
    return this.importer.import({ what, content: contentOf(body), actor, guard, source: 'Import' });
  }
}

function contentOf(body: unknown): ImportRequest['content'] {
  return body instanceof Uint8Array ? { format: 'csv', bytes: body } : { json: body };
}
