import { randomUUID } from 'node:crypto';
import { EDGE_REFUSALS, type EdgeRefusal, type Problem } from '@samverkan/contract';
import { Refused, type RefusalCode } from '@samverkan/domain';
import { CommandReused, LogClosed, LogDamaged, LogFull, LogInUse, LogLost, LogUnusable, WrongRevision } from '@samverkan/event-store';
import { KeyDamaged, KeyMissing, PersonErased, VaultUnusable } from '@samverkan/vault';
import { DocumentsBeingMade } from './projector/documents-being-made.js';

type Facts = NonNullable<Problem['facts']>;
type FieldErrors = NonNullable<Problem['errors']>;

/** A refusal that is not the domain's: of how something was asked, or by whom. */
export class EdgeRefused extends Error {
  override readonly name = 'EdgeRefused';
  constructor(
    readonly code: EdgeRefusal,
    readonly more: { readonly facts?: Facts; readonly errors?: FieldErrors; readonly field?: string } = {},
  ) {
    super(code);
  }
}

// 404: there is no such thing. 409: it is there, but in a state in which this cannot be. 422: what was sent says nothing that could be done. 403: not by you.
const DOMAIN_STATUS: Readonly<Record<RefusalCode, 403 | 404 | 409 | 422>> = {
  'id/invalid': 422,
  'id/taken': 409,
  'code/invalid': 422,
  'text/empty': 422,
  'text/too-long': 422,
  'text/invalid': 422,
  'text/character': 422,
  'text/combining': 422,
  'text/mixed-scripts': 422,
  'time/invalid': 422,
  'day/invalid': 422,
  'period/ends-before-start': 422,
  'number/out-of-range': 422,
  'choice/invalid': 422,
  'list/too-long': 422,
  'programme/not-adopted': 409,
  'programme/already-adopted': 409,
  'programme/no-such-area': 422,
  'programme/area-exists': 409,
  'programme/no-such-measure': 422,
  'programme/measure-exists': 409,
  'programme/measure-retired': 409,
  'programme/target-without-subject': 422,
  'programme/no-such-target': 422,
  'programme/criterion-exists': 409,
  'programme/dimension-exists': 409,
  'organisation/unknown': 404,
  'organisation/already-registered': 409,
  'organisation/closed': 409,
  'organisation/merged': 409,
  'organisation/merged-into-itself': 422,
  'organisation/no-such-successor': 422,
  'person/unknown': 404,
  'person/already-registered': 409,
  'person/closed': 409,
  'person/holds-something': 409,
  'person/merged': 409,
  'person/merged-into-itself': 422,
  'person/no-such-successor': 422,
  'group/unknown': 404,
  'group/already-formed': 409,
  'group/dissolved': 409,
  'group/linked-to-itself': 422,
  'group/no-such-seat': 422,
  'group/seat-exists': 409,
  'group/seat-taken': 409,
  'group/seat-not-vacant': 409,
  'group/order-taken': 409,
  'group/order-of-ordinary': 422,
  'group/member-already': 409,
  'group/appointment-without-basis': 422,
  'group/appointment-exists': 409,
  'group/no-such-appointment': 422,
  'group/resignation-in-future': 422,
  'group/term-not-begun': 409,
  'group/term-not-over': 409,
  'group/term-over': 409,
  'group/not-a-member': 409,
  'group/chair-and-vice-chair': 409,
  'meeting/unknown': 404,
  'meeting/already-scheduled': 409,
  'meeting/group-dissolved': 409,
  'meeting/not-open': 409,
  'meeting/already-opened': 409,
  'meeting/over': 409,
  'meeting/not-convoked': 409,
  'meeting/agenda-full': 409,
  'meeting/no-such-item': 422,
  'meeting/item-exists': 409,
  'meeting/item-closed': 409,
  'meeting/item-not-taken-up': 409,
  'meeting/another-item-taken-up': 409,
  'meeting/not-entitled': 403,
  'meeting/not-serving': 403,
  'meeting/too-many-proposals': 409,
  'meeting/no-such-proposal': 422,
  'meeting/proposal-exists': 409,
  'meeting/proposal-withdrawn': 409,
  'meeting/not-own-proposal': 403,
  'decision/already-taken': 409,
  'decision/exists': 409,
  'decision/no-quorum': 409,
  'decision/nobody-present': 409,
  'decision/wrong-year': 422,
  'decision/section-out-of-order': 409,
  'decision/contradicts-itself': 422,
  'decision/unknown': 404,
  'decision/superseded': 409,
  'decision/superseded-by-itself': 422,
  'decision/behind-closed-doors': 409,
  'decision/task-exists': 409,
  'decision/no-such-task': 422,
  'proceedings/floor-taken': 409,
  'proceedings/floor-not-held': 409,
  'proceedings/numbered-elsewhere': 409,
  'account/unknown': 404,
  'account/exists': 409,
  'account/closed': 409,
  'account/last-administrator': 409,
  'account/credential-exists': 409,
  'account/in-use': 409,
  'account/no-such-reset': 409,
  'account/link-invalid': 409,
  'account/own-reset': 403,
  'account/two-persons-needed': 403,
  'account/too-new-to-confirm': 403,
  'authority/no-such-authority': 422,
  'authority/exists': 409,
  'authority/without-organisation': 422,
  'authority/with-organisation': 422,
  'authority/overlaps': 409,
  'authority/term-not-over': 409,
};

/** Every refusal there is with its HTTP status, those of the edge and those of the domain. */
export const REFUSAL_STATUS: Readonly<Record<EdgeRefusal | RefusalCode, number>> = { ...EDGE_REFUSALS, ...DOMAIN_STATUS };

/** A refusal as it is sent. */
export function problem(code: EdgeRefusal | RefusalCode, more: Pick<Problem, 'facts' | 'errors' | 'field' | 'detail'> = {}): Problem {
  return { type: `/problems/${code}`, title: code, status: REFUSAL_STATUS[code], code, ...more };
}

/** Tells whoever runs the installation of a fault: something thrown that is no refusal. */
export type FaultReporter = (id: string, error: unknown) => void;

export const isRefused = (error: unknown): error is Refused => error instanceof Refused;

const shown = (facts: object): { readonly facts: Facts } | undefined =>
  Object.keys(facts).length === 0 ? undefined : { facts: facts as Facts };

/** After so long it may be asked again. */
const AGAIN_SECONDS = 5;
// Result codes of SQLite: busy; read-only, input or output failed, cannot be opened. https://www.sqlite.org/rescode.html
const FULL = 13;
const CANNOT_WRITE = [5, 8, 10, 14];

/** Whether something could not be done for want of a disk, of the log, of keys or of accounts alike: what can be tried again when the cause is gone. */
function diskTrouble(error: unknown): EdgeRefusal | undefined {
  if (error instanceof LogUnusable || error instanceof LogInUse) return 'server/cannot-write';
  if (!(error instanceof Error)) return undefined;
  const code = 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
  if (code === FULL) return 'server/disk-full';
  if (code !== undefined && CANNOT_WRITE.includes(code)) return 'server/cannot-write';
  return diskTrouble(error.cause);
}

/** Says as a refusal whatever was thrown; what is none is a fault, which is reported under an id and told by that id only. */
export function problemOf(error: unknown, report: FaultReporter): Problem {
  if (isRefused(error)) return problem(error.code, shown(error.facts));
  if (error instanceof EdgeRefused) return problem(error.code, error.more);
  if (error instanceof CommandReused) return problem('command/reused');
  if (error instanceof WrongRevision) return problem('command/conflict');
  if (error instanceof LogFull || (error instanceof VaultUnusable && error.fault === 'full')) return problem('server/disk-full');
  if (error instanceof LogLost || (error instanceof VaultUnusable && error.fault === 'lost')) return problem('server/storage-lost');
  if (error instanceof DocumentsBeingMade) return problem('server/documents-being-made', { facts: { seconds: AGAIN_SECONDS } });
  if (error instanceof LogClosed) return problem('server/shutting-down');
  if (error instanceof PersonErased) return problem('person/unknown');
  if (error instanceof KeyDamaged || error instanceof KeyMissing) return problem('person/unreadable');
  const id = randomUUID();
  report(id, error);
  const disk = diskTrouble(error);
  if (disk !== undefined) return problem(disk, { facts: { id, seconds: AGAIN_SECONDS } });
  return problem(error instanceof LogDamaged ? 'server/log-damaged' : 'server/fault', { facts: { id } });
}
