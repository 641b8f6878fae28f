import type { ProgrammeDocument } from '@samverkan/contract';
import { asSet, under, change, entry, memo, put, type Entries } from './entries.js';
import { isBehind, openDecisions } from './meeting.js';
import { NONE, SEEN, TO_PUBLIC, changes, isSignedIn, makes, publicOrPartner, readModel } from './model.js';
import type { Look } from './projection.js';
import type { MeetingWhole, ProgrammeWhole } from './wholes.js';

// Who sees the programme.
//
// The programme is for everybody. A measure's number of decisions counts, for the public, only what is published; and for nobody what is behind
// closed doors, until they are opened.

type Measure = ProgrammeDocument['measures'][string];
type MeasureWhole = ProgrammeWhole['measures'][number][1];

const CURRENT: readonly string[] = ['current'];
const current = (): readonly string[] => CURRENT;

const measuresOf = (meeting: MeetingWhole, item: string): readonly string[] => Object.keys(entry(meeting.agenda, item)?.measures ?? {});

/** The measures of what a meeting has decided with open doors, one for each time. */
const decided = (meeting: MeetingWhole | undefined): readonly string[] =>
  meeting === undefined ? NONE : openDecisions(meeting).flatMap(([, { item }]) => measuresOf(meeting, item));

interface OnItem {
  readonly meeting: string;
  readonly item: string;
}

/** The measures of an item that is decided. */
const decidedOn = ({ meeting, item }: OnItem, look: Look): readonly string[] => {
  const found = look.get('meeting', meeting);
  return found === undefined || entry(found.agenda, item)?.decision === undefined ? NONE : measuresOf(found, item);
};
const ofDecided = (event: OnItem, look: Look): readonly string[] => (decidedOn(event, look).length === 0 ? NONE : CURRENT);

const eachMeasure = (body: ProgrammeWhole, codes: readonly string[], to: (measure: MeasureWhole) => MeasureWhole): ProgrammeWhole => {
  const measures = codes.reduce((rest, code) => change(rest, code, to), body.measures);
  return measures === body.measures ? body : { ...body, measures };
};

const measureShown = memo(({ published: _, ...measure }: MeasureWhole): Measure => measure);
const measurePublished = memo(({ published, ...measure }: MeasureWhole): Measure => ({ ...measure, decisions: published }));
const measuresShown = memo((measures: Entries<MeasureWhole>) => Object.fromEntries(measures.map(([id, one]) => [id, measureShown(one)])));
const measuresPublished = memo((measures: Entries<MeasureWhole>) =>
  Object.fromEntries(measures.map(([id, one]) => [id, measurePublished(one)])),
);

export const programme = readModel<'programme', ProgrammeWhole>({
  kind: 'programme',
  version: 1,
  on: {
    ProgrammeAdopted: makes(current, (_, { programme, title, titleEn, county, period, adoptedBy, adoptedOn }) => ({
      id: programme,
      title,
      titleEn,
      county,
      period,
      adoptedBy,
      adoptedOn,
      revisions: 0,
      areas: {},
      measures: [],
      targets: {},
      criteria: {},
      dimensions: {},
      priorities: {},
    })),
    ProgrammeRevised: changes(current, (body, { title, titleEn, period }) => ({
      ...body,
      title,
      titleEn,
      period,
      revisions: body.revisions + 1,
    })),
    AreaAdded: changes(current, (body, { area, title, titleEn, effectTargetYear }) => ({
      ...body,
      areas: { ...body.areas, [area]: { title, titleEn, effectTargetYear } },
    })),
    MeasureAdded: changes(current, (body, { measure, area, parent, title, titleEn }) => ({
      ...body,
      measures: put(body.measures, measure, { title, titleEn, area, parent, groups: {}, decisions: 0, published: 0 }),
    })),
    MeasureRetired: changes(current, (body, { measure, at, reason }) =>
      eachMeasure(body, [measure], (one) => ({ ...one, retired: { at, reason } })),
    ),
    TargetSet: changes(current, (body, { type: _, target, ...set }) => {
      const before = under(body.targets, target);
      return {
        ...body,
        targets: { ...body.targets, [target]: { ...set, baseline: before?.baseline, measurements: before?.measurements ?? {} } },
      };
    }),
    IndicatorMeasured: changes(current, (body, { target, baseline, value, on, source }) => {
      const before = under(body.targets, target);
      if (before === undefined) return body;
      const after = baseline
        ? { ...before, baseline: { value, on, source } }
        : { ...before, measurements: { ...before.measurements, [on]: { value, source } } };
      return { ...body, targets: { ...body.targets, [target]: after } };
    }),
    CriterionAdded: changes(current, (body, { criterion, title, titleEn }) => ({
      ...body,
      criteria: { ...body.criteria, [criterion]: { title, titleEn } },
    })),
    DimensionAdded: changes(current, (body, { dimension, title, titleEn }) => ({
      ...body,
      dimensions: { ...body.dimensions, [dimension]: { title, titleEn } },
    })),
    NationalPriorityLinked: changes(current, (body, { priority, title, titleEn, measures }) => ({
      ...body,
      priorities: { ...body.priorities, [priority]: { title, titleEn, measures: asSet(measures) } },
    })),
    GroupLinkedToMeasure: changes(current, (body, { group, measure }) =>
      eachMeasure(body, [measure], (one) => ({ ...one, groups: { ...one.groups, [group]: true } })),
    ),
    DecisionTaken: changes(
      ({ measures, meeting, item }, look) => (measures.length === 0 || isBehind(look.get('meeting', meeting), item) ? NONE : CURRENT),
      (body, { measures }) => eachMeasure(body, measures, (one) => ({ ...one, decisions: one.decisions + 1 })),
    ),
    DoorsClosed: changes(ofDecided, (body, event, look) =>
      eachMeasure(body, decidedOn(event, look), (one) => ({ ...one, decisions: one.decisions - 1 })),
    ),
    DoorsOpened: changes(ofDecided, (body, event, look) => {
      const published = look.get('meeting', event.meeting)?.state === 'closed' ? 1 : 0;
      return eachMeasure(body, decidedOn(event, look), (one) => ({
        ...one,
        decisions: one.decisions + 1,
        published: one.published + published,
      }));
    }),
    MeetingClosed: changes(
      ({ meeting }, look) => (decided(look.get('meeting', meeting)).length === 0 ? NONE : CURRENT),
      (body, { meeting }, look) =>
        eachMeasure(body, decided(look.get('meeting', meeting)), (one) => ({ ...one, published: one.published + 1 })),
    ),
  },
  quiet: (before, after, { type }) => {
    if (type !== 'DecisionTaken' && type !== 'DoorsClosed' && type !== 'DoorsOpened') return SEEN;
    return before?.measures.every(([id, { published }]) => published === entry(after.measures, id)?.published) === true ? TO_PUBLIC : SEEN;
  },
  audience: publicOrPartner,
  restrict: ({ measures, ...body }, audience) => ({
    ...body,
    measures: isSignedIn(audience) ? measuresShown(measures) : measuresPublished(measures),
  }),
});
