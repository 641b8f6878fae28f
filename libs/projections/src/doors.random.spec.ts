import { diff, type JsonObject } from '@samverkan/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, type Document, type Documents } from './fold.js';
import { opening, recordedAs } from './given.suite.js';
import { Partnership, steps } from './partnership.suite.js';
import type { Audience, DomainEvent, Look } from './projection.js';
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

describe('whatever happens behind closed doors', { timeout: 60_000 }, () => {
  const whatever = (check: (events: readonly DomainEvent[]) => void): void => {
    fc.assert(
      fc.property(steps(250), (all) => check(Partnership.of(all))),
      { numRuns: 30 },
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
          expect([is.kind, event.type, projectionOf(is.kind).quiet?.(was?.body, is.body, recordedAs(event, n + 1), look)]).toEqual([
            is.kind,
            event.type,
            true,
          ]);
          for (const audience of OUTSIDE) {
            const [before, after] = [was && restrict(was, audience), restrict(is, audience)];
            if (before === undefined || after === undefined) expect([before, after]).toEqual([undefined, undefined]);
            else expect(diff(before, after)).toBeUndefined();
          }
        }
      });
    });
    for (const type of ['DoorsClosed', 'AgendaItemAdded', 'AgendaItemTakenUp', 'ProposalMoved', 'DecisionTaken', 'TaskAssigned'])
      expect(met).toContain(type);
  });

  it('a change that others see too is never taken for one that only those inside see', () => {
    whatever((events) => {
      const store = new Store();
      events.forEach((event, n) => {
        const look: Look = { get: (kind, id) => store.get(kind, id)?.body as never };
        for (const { was, is } of store.take(event, n + 1)) {
          if (projectionOf(is.kind).quiet?.(was?.body, is.body, recordedAs(event, n + 1), look) !== true) continue;
          for (const audience of ['public', 'partner'] as const) {
            const [before, after] = [was && restrict(was, audience), restrict(is, audience)];
            if (before === undefined || after === undefined) expect([before, after]).toEqual([undefined, undefined]);
            else expect(diff(before, after)).toBeUndefined();
          }
        }
      });
    });
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
