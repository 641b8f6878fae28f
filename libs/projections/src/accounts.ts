import { changes, makes, readModel, type Effect } from './model.js';
import type { Audience, Viewer } from './projection.js';
import { asRecord, emptyRegister, register, reregister } from './register.js';
import type { AccountWhole, AccountsWhole } from './wholes.js';

// Who sees the accounts.
//
// Accounts are administered: the administrator sees them, the secretariat, who says whom they are for, and the auditor, who reads everything.
// Nobody else does, not even their own; one's own account is a page of one's own. No e-mail address, and nothing that would open an account,
// stands in it. Of sign-ins it tells the latest; all of them are in the history. Of a reset it tells who asked for it and who confirmed it, as long as
// something may come of it.

const all: readonly string[] = ['all'];
const empty: AccountsWhole = { accounts: emptyRegister() };

const whole = (): readonly string[] => all;

/** What an event changes of an account that is there. */
const of = <E extends { readonly account: string }>(change: (account: AccountWhole, event: E) => AccountWhole): Effect<AccountsWhole, E> =>
  changes(whole, (body, event) => {
    const accounts = reregister(body.accounts, event.account, (before) => change(before, event));
    return accounts === body.accounts ? body : { accounts };
  });

const SEE: readonly Audience[] = ['administrator', 'secretariat', 'auditor'];

const audienceOf = ({ roles }: Viewer): Audience | undefined =>
  (['administrator', 'secretariat', 'auditor'] as const).find((role) => roles.has(role));

export const accounts = readModel<'accounts', AccountsWhole>({
  kind: 'accounts',
  version: 3,
  on: {
    AccountOpened: makes(whole, (body = empty, { account, person, at }) => ({
      accounts: register(body.accounts, account, { person, administrator: false, openedAt: at, means: {} }),
    })),
    AccountInvited: of((account, { at, until }) => ({ ...account, invited: { at, until } })),
    ResetIssued: of((account, { at, until }) => ({ ...account, reset: { request: 'issued', confirmed: { at }, until } })),
    ResetRequested: of((account, { request, by, person, at, until }) => ({
      ...account,
      reset: { request, asked: { by, person, at }, until },
    })),
    ResetConfirmed: of((account, { by, person, at, until }) =>
      account.reset === undefined ? account : { ...account, reset: { ...account.reset, confirmed: { by, person, at }, until } },
    ),
    ResetStopped: of((account) => ({ ...account, reset: undefined })),
    ResetUsed: of((account) => ({ ...account, reset: undefined })),
    // Whoever got a link has used it, or has no need of it any more.
    CredentialAdded: of((account, { credential, means, at }) => ({
      ...account,
      means: { ...account.means, [credential]: { means, since: at } },
      usedSince: account.usedSince ?? at,
      invited: undefined,
      reset: undefined,
    })),
    CredentialRemoved: of((account, { credential }) => {
      const { [credential]: _, ...means } = account.means;
      return { ...account, means };
    }),
    LanguageChosen: of((account, { language }) => ({ ...account, language })),
    SignedIn: of((account, { at }) => ({ ...account, signedInAt: at })),
    AdministratorMade: of((account) => ({ ...account, administrator: true })),
    AdministratorDismissed: of((account) => ({ ...account, administrator: false })),
    AccountClosed: of((account, { at, reason }) => ({ ...account, closed: { at, reason }, invited: undefined, reset: undefined })),
    AccountReopened: of((account) => ({ ...account, closed: undefined })),
  },
  audience: (_, __, viewer) => audienceOf(viewer),
  restrict: (body, audience) => (SEE.includes(audience) ? { accounts: asRecord(body.accounts) } : undefined),
});
