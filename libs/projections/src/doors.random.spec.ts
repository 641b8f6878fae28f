import { diff, type JsonObject } from '@samverkan/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, type Document, type Documents } from './fold.js';
import { opening, recordedAs } from './given.suite.js';
import { Partnership, steps } from './partnership.suite.js';
import type { Audience, DomainEvent, Look, Unaware } from './projection.js';
import { projectionOf } from './projections.js';

const OUTSIDE: readonly Audience[] = ['public', 'partner', 'group:elsewhere'];
const open = opening();

class Store implements Documents {
  readonly documents = new Map<string, Document>();

  get(kind: string, id: string): Document | undefined {
    return this.documents.get(`${kind}/${id}`);
  }
  /** @returns what the event changed, with what it was */
  take(event: DomainEvent, n: number): readonly { readonly was: Document | undefined; readonly is: Document }[] {
    return applyEvent(this, recordedAs(event, n)).map((is) => {
      const was = this.get(is.kind, is.id);
      this.documents.set(`${is.kind}/${is.id}`, is);
      return { was, is };
    });
  }
}

/** With the version that the public has of each document. */
class Seen extends Store {
  readonly versions = new Map<string, string>();

  override take(event: DomainEvent, n: number): ReturnType<Store['take']> {
    const look: Look = { get: (kind, id) => this.get(kind, id)?.body as never };
    const changed = super.take(event, n);
    for (const { was, is } of changed) {
      const quiet = projectionOf(is.kind).quiet?.(was?.body, is.body, recordedAs(event, n), look, is.id) ?? [];
      if (!quiet.includes('public')) this.versions.set(`${is.kind}/${is.id}`, is.version);
    }
    return changed;
  }
}

const restrict = ({ kind, id, body }: Document, audience: Audience): JsonObject | undefined =>
  projectionOf(kind).restrict(body, audience, open, id);
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify([value]));

/** What the log alone tells of doors: which events happen behind them, and which items they are closed on at the end. */
class Doors {
  readonly closed = new Set<string>();
  readonly #decisions = new Map<string, string>();
  readonly #agenda = new Set<string>();

  isBehind(event: DomainEvent): boolean {
    if ('decision' in event && event.type !== 'DecisionTaken') return this.closed.has(this.#decisions.get(event.decision) ?? '');
    if (!('meeting' in event) || !('item' in event)) return false;
    const item = `${event.meeting}/${event.item}`;
    if (event.type === 'DoorsClosed') {
      this.closed.add(item);
      return !this.#agenda.has(item);
    }
    if (event.type === 'DoorsOpened') this.closed.delete(item);
    if (event.type === 'AgendaItemAdded') this.#agenda.add(item);
    if (event.type === 'DecisionTaken') this.#decisions.set(event.decision, item);
    return this.closed.has(item);
  }
}

const unaware: readonly Unaware[] = ['public', 'partner', 'rows/public', 'rows/partner'];

/** Whether an event is of a meeting that is not over, or of somebody's contact data: nothing that the public hears of where it sees nothing of it. */
const isOfRunning = (event: DomainEvent, running: ReadonlyMap<string, string>): boolean =>
  event.type === 'PersonContactChanged' || ('meeting' in event && running.has(event.meeting) && event.type !== 'MeetingRescheduled');

describe('whatever happens behind closed doors', { timeout: 60_000 }, () => {
  const whatever = (check: (events: readonly DomainEvent[]) => void, numRuns = 30): void => {
    fc.assert(
      fc.property(steps(250), (all) => check(Partnership.of(all))),
      { numRuns, endOnFailure: true },
    );
  };

  it('outside nobody sees any of it, and no version tells of it', () => {
    const met = new Set<string>();
    whatever((events) => {
      const [store, doors] = [new Store(), new Doors()];
      events.forEach((event, n) => {
        const isBehind = doors.isBehind(event);
        const look: Look = { get: (kind, id) => store.get(kind, id)?.body as never };
        for (const { was, is } of store.take(event, n + 1)) {
          if (!isBehind || is.kind === 'my') continue;
          met.add(event.type);
          const quiet = projectionOf(is.kind).quiet?.(was?.body, is.body, recordedAs(event, n + 1), look, is.id) ?? [];
          expect([is.kind, event.type, unaware.filter((one) => !quiet.includes(one))]).toEqual([is.kind, event.type, []]);
          for (const audience of OUTSIDE) {
            const [before, after] = [was && restrict(was, audience), restrict(is, audience)];
            if (before === undefined || after === undefined) expect([before, after]).toEqual([undefined, undefined]);
            else expect(diff(before, after)).toBeUndefined();
          }
        }
      });
      // One partnership in ten comes as far as a task behind closed doors.
    }, 150);
    for (const type of ['DoorsClosed', 'AgendaItemAdded', 'AgendaItemTakenUp', 'ProposalMoved', 'DecisionTaken', 'TaskAssigned'])
      expect(met).toContain(type);
  });

  it('a change that somebody sees is never taken for one that they do not see, and what only others see is told to nobody by a version', () => {
    const told = new Set<string>();
    whatever((events) => {
      const store = new Store();
      const running = new Map<string, string>();
      events.forEach((event, n) => {
        const look: Look = { get: (kind, id) => store.get(kind, id)?.body as never };
        for (const { was, is } of store.take(event, n + 1)) {
          const quiet = projectionOf(is.kind).quiet?.(was?.body, is.body, recordedAs(event, n + 1), look, is.id) ?? [];
          for (const audience of ['public', 'partner', 'auditor', `group:${is.id}`] as const) {
            const [before, after] = [was && restrict(was, audience), restrict(is, audience)];
            const isSame = before === undefined || after === undefined ? before === after : diff(before, after) === undefined;
            const about = [is.kind, event.type, audience];
            if (quiet.includes(audience)) expect([...about, isSame || was === undefined]).toEqual([...about, true]);
            else if (audience === 'public' && isSame && after !== undefined && isOfRunning(event, running))
              told.add(`${is.kind} by ${event.type}`);
          }
        }
        if (event.type === 'MeetingScheduled') running.set(event.meeting, 'scheduled');
        if (event.type === 'MeetingClosed') running.delete(event.meeting);
      });
    });
    expect([...told]).toEqual([]);
  });

  it('two partnerships that differ only in what the public may not see are the same to it, in every document and its version', () => {
    let differ = 0;
    whatever((events) => {
      const over = new Set(events.flatMap((event) => (event.type === 'MeetingClosed' ? [event.meeting] : [])));
      const decided = new Map(
        events.flatMap((event) => (event.type === 'DecisionTaken' ? [[event.decision, event.meeting] as const] : [])),
      );
      const runs = (meeting: string | undefined): boolean => meeting !== undefined && !over.has(meeting);
      const isHidden = (event: DomainEvent): boolean => {
        if (event.type === 'MeetingScheduled' || event.type === 'MeetingRescheduled' || event.type === 'MeetingCancelled') return false;
        if (event.type === 'PersonContactChanged') return true;
        if ('decision' in event && event.type !== 'DecisionTaken') return runs(decided.get(event.decision));
        return 'meeting' in event && runs(event.meeting);
      };
      const [all, known] = [new Seen(), new Seen()];
      const registered = new Set<string>();
      events.forEach((event, n) => {
        if (event.type === 'PersonRegistered') registered.add(event.person);
        // Nobody is appointed, or chosen, before they are registered.
        if ((event.type === 'MemberAppointed' || event.type === 'OfficeChosen') && !registered.has(event.person)) return;
        all.take(event, n + 1);
        if (isHidden(event)) differ += 1;
        else known.take(event, n + 1);
      });
      for (const [key, document] of all.documents) {
        const seen = restrict(document, 'public');
        if (seen === undefined) continue;
        const twin = known.documents.get(key);
        expect([key, all.versions.get(key)]).toEqual([key, known.versions.get(key)]);
        expect(asJson([key, seen])).toEqual(asJson([key, twin && restrict(twin, 'public')]));
      }
    });
    expect(differ).toBeGreaterThan(500);
  });

  it('once all doors are opened everybody sees what they would see had they never been closed', () => {
    whatever((events) => {
      const [closed, never, doors] = [new Store(), new Store(), new Doors()];
      const at = '2026-12-31T08:00:00.000Z';
      events.forEach((event, n) => {
        doors.isBehind(event);
        closed.take(event, n + 1);
        if (event.type !== 'DoorsClosed' && event.type !== 'DoorsOpened') never.take(event, n + 1);
      });
      [...doors.closed].forEach((place, n) => {
        const [meeting = '', item = ''] = place.split('/');
        const group = (closed.get('meeting', meeting)?.body as { readonly group: string }).group;
        closed.take({ type: 'DoorsOpened', meeting, group, item, at }, events.length + 1 + n);
      });
      for (const document of never.documents.values()) {
        const twin = closed.get(document.kind, document.id);
        for (const audience of [...OUTSIDE, 'secretariat', 'group:g0', `person:${document.id}`] as const)
          expect(asJson([document.kind, twin && restrict(twin, audience)])).toEqual(asJson([document.kind, restrict(document, audience)]));
      }
    });
  });
});
