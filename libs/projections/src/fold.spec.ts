import { DOCUMENTS, applyPatch, diff, type JsonObject } from '@samverkan/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, projectionsFor, type Document, type Documents } from './fold.js';
import { decidedMeeting, given, happened, opening, ourGroup, recordedAs } from './given.suite.js';
import type { EventType } from './model.js';
import { Partnership, steps } from './partnership.suite.js';
import type { Audience } from './projection.js';
import { PROJECTIONS, projectionOf } from './projections.js';

class Store implements Documents {
  readonly documents = new Map<string, Document>();

  get(kind: string, id: string): Document | undefined {
    return this.documents.get(`${kind}/${id}`);
  }
  put(document: Document): void {
    this.documents.set(`${document.kind}/${document.id}`, document);
  }
}

const AUDIENCES: readonly Audience[] = ['public', 'partner', 'secretariat', 'auditor', 'administrator', 'group:g0', 'person:p0'];
const open = opening(new Set(['sealed:N1', 'sealed:woman']));
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const restrict = ({ kind, id, body }: Document, audience: Audience): JsonObject | undefined =>
  projectionOf(kind).restrict(body, audience, open, id);

/** What goes on in a meeting: nothing that the public could see before it is closed. */
const IN_MEETING: ReadonlySet<string> = new Set<EventType>([
  'MeetingConvoked',
  'MeetingOpened',
  'MeetingAdjourned',
  'MeetingResumed',
  'AgendaItemAdded',
  'AgendaItemMoved',
  'DoorsClosed',
  'AgendaItemTakenUp',
  'AgendaItemClosed',
  'AttendanceNoted',
  'ProposalMoved',
  'ProposalWithdrawn',
  'DecisionTaken',
]);

describe('whatever happens in the partnership', { timeout: 60_000 }, () => {
  const whatever = (check: (events: ReturnType<typeof Partnership.of>) => void, numRuns = 25): void => {
    fc.assert(
      fc.property(steps(250), (all) => check(Partnership.of(all))),
      { numRuns },
    );
  };

  it('reaches every type of event', () => {
    // `ResetIssued` stands in older logs only.
    const rare = new Set<string>(['DimensionAdded', 'GroupRulesSet', 'MeetingCancelled', 'GroupDissolved', 'ResetIssued']);
    const seen = new Set<string>();
    for (const all of fc.sample(steps(400), { numRuns: 40, seed: 7 })) for (const { type } of Partnership.of(all)) seen.add(type);
    const cared = PROJECTIONS.flatMap(({ types }) => types).filter((type) => !rare.has(type));
    expect([...new Set(cared)].filter((type) => !seen.has(type))).toEqual([]);
  });

  it('what each audience sees is of the shape that the contract promises, and nothing more', () => {
    whatever((events) => {
      const store = new Store();
      events.forEach((event, n) => {
        for (const document of applyEvent(store, recordedAs(event, n + 1))) store.put(document);
      });
      for (const document of store.documents.values()) {
        for (const audience of AUDIENCES) {
          const body = restrict(document, audience);
          if (body !== undefined) expect(DOCUMENTS[document.kind].parse(body)).toEqual(body);
        }
      }
    });
  });

  it('the patch between what an audience saw and sees leads from the one to the other', () => {
    whatever((events) => {
      const store = new Store();
      events.forEach((event, n) => {
        for (const document of applyEvent(store, recordedAs(event, n + 1))) {
          const before = store.get(document.kind, document.id);
          store.put(document);
          for (const audience of AUDIENCES) {
            const was = before && restrict(before, audience);
            const is = restrict(document, audience);
            if (was === undefined || is === undefined) continue;
            const patch = diff(was, is);
            if (patch === undefined) expect(asJson(was)).toEqual(asJson(is));
            else expect(asJson(applyPatch(asJson(was) as JsonObject, asJson(patch) as JsonObject))).toEqual(asJson(is));
          }
        }
      });
    }, 10);
  });

  it('an event that a document has had changes nothing', () => {
    whatever((events) => {
      const store = new Store();
      const recorded = events.map((event, n) => recordedAs(event, n + 1));
      for (const one of recorded) {
        for (const document of applyEvent(store, one)) store.put(document);
        const again = applyEvent(store, one);
        // A document that the event did not change is older than it: folding it again must leave it as it is, too.
        for (const document of again) expect(asJson(document.body)).toEqual(asJson(store.get(document.kind, document.id)?.body));
      }
    }, 20);
  });

  it('meeting while it runs (open doors): public no, in any document', () => {
    whatever((events) => {
      const store = new Store();
      events.forEach((event, n) => {
        for (const document of applyEvent(store, recordedAs(event, n + 1))) {
          const before = store.get(document.kind, document.id);
          store.put(document);
          if (!IN_MEETING.has(event.type)) continue;
          const was = before && restrict(before, 'public');
          const is = restrict(document, 'public');
          if (was !== undefined && is !== undefined) expect(diff(was, is)).toBeUndefined();
          // A group's directory may come to be with its first guest; of whom it tells the public nothing.
          else if (document.kind === 'directory') expect(is).toEqual({ persons: {}, organisations: {} });
          else if (document.kind === 'activity' || document.kind === 'overview') expect(was).toBeUndefined();
          else expect(is).toBeUndefined();
        }
      });
    });
  });

  it('documents kept as JSON go on as those kept in memory', () => {
    whatever((events) => {
      const memory = new Store();
      const stored = new Store();
      events.forEach((event, n) => {
        for (const document of applyEvent(memory, recordedAs(event, n + 1))) memory.put(document);
        for (const document of applyEvent(stored, recordedAs(event, n + 1))) stored.put(asJson(document) as Document);
      });
      expect(stored.documents.size).toBe(memory.documents.size);
      for (const document of memory.documents.values()) {
        const twin = stored.get(document.kind, document.id);
        expect(twin?.version).toBe(document.version);
        for (const audience of AUDIENCES)
          expect(asJson({ body: twin && restrict(twin, audience) })).toEqual(asJson({ body: restrict(document, audience) }));
      }
    }, 20);
  });

  it('no sealed value reaches anybody unopened', () => {
    whatever((events) => {
      const store = new Store();
      events.forEach((event, n) => {
        for (const document of applyEvent(store, recordedAs(event, n + 1))) store.put(document);
      });
      for (const document of store.documents.values())
        for (const audience of AUDIENCES) expect(JSON.stringify([restrict(document, audience)])).not.toContain('sealed:');
    }, 20);
  });
});

describe('the fold', () => {
  it('passes over an event at or below the version of a document', () => {
    const world = given(...decidedMeeting);
    decidedMeeting.forEach((event, n) => {
      const kinds = applyEvent(world, recordedAs(event, n + 1)).map(({ kind }) => kind);
      expect(kinds).not.toContain('meeting');
      expect(kinds).not.toContain('overview');
    });
  });

  it('gives the documents that changed the event’s position, and shows each read model what those before it made', () => {
    const world = given(...ourGroup, happened.scheduled({}));
    const made = applyEvent(world, recordedAs(happened.opened({}), world.length + 1));
    expect(made.map(({ kind, id }) => `${kind}/${id}`)).toEqual([
      'meeting/m',
      'group/g',
      'group-tree/all',
      'overview/all',
      'activity/all',
      'activity/g',
      'my/bo',
    ]);
    expect(new Set(made.map(({ version }) => version)).size).toBe(1);
    expect(made.find(({ kind }) => kind === 'group')?.body).toMatchObject({ meetings: [['m', { state: 'open' }]] });
  });

  it('asks only read models that care for the type', () => {
    expect(projectionsFor('FloorTaken')).toEqual([]);
    expect(projectionsFor('AgendaItemMoved').map(({ kind }) => kind)).toEqual(['meeting']);
  });

  it('there is one read model for each kind of document', () => {
    expect(PROJECTIONS.map(({ kind }) => kind).toSorted()).toEqual(Object.keys(DOCUMENTS).toSorted());
    for (const projection of PROJECTIONS) expect(projectionOf(projection.kind)).toBe(projection);
  });
});
