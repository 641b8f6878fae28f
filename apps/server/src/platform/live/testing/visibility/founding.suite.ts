import { streamOf, type DomainEvent } from '@samverkan/domain';
import { appointed, occasion, registered, HOLDERS, type Chance, type Written } from './happenings.suite.js';

const FOREVER = '2099-12-31';
const at0 = '2020-01-01';

/**
 * A partnership to begin with, in which everybody who looks is somebody else: p1 a member and p2 her substitute, p3 the chair, p4 nominates,
 * p5 finances, p6 audits, p7 is of the secretariat, p8 an administrator, p9 several things at once, and p0 nothing but signed in.
 */
export function founding(chance: Chance): readonly Written[] {
  const { at } = chance;
  const organisations = ['o1', 'o2'].map((organisation): Written => {
    const event = { type: 'OrganisationRegistered', organisation, name: chance.text(), sector: 'municipal', at } as const;
    return { stream: streamOf.organisation(organisation), events: [event] };
  });
  const programme: readonly DomainEvent[] = [
    { type: 'ProgrammeAdopted', programme: 'rtp', title: 'RTP', county: 'Y', period: { from: 2008, to: 2013 }, adoptedBy: 'lst', at },
    { type: 'AreaAdded', area: '1', title: 'Area' },
    { type: 'MeasureAdded', measure: '1.1', area: '1', title: 'Measure' },
  ];
  const persons = HOLDERS.map((person): Written => ({ stream: streamOf.person(person), events: [registered(chance, person)] }));
  const accounts = HOLDERS.map((account): Written => {
    const opened = { type: 'AccountOpened', account, person: account, at } as const;
    const made = { type: 'AdministratorMade', account, at } as const;
    return { stream: streamOf.account(account), events: account === 'p8' ? [opened, made] : [opened] };
  });
  const groups = (
    [
      ['g1', 'working', ['p1', 'p3', 'p9']],
      ['g2', 'steering', ['p3', 'p9']],
      ['g3', 'secretariat', ['p7']],
    ] as const
  ).map(([group, kind, members]): Written => {
    const formed = { group, kind, name: chance.text(), mandate: chance.text(), rules: { quorumPercent: 50, termMonths: 24 } };
    const seated = members.flatMap((person, index): DomainEvent[] => {
      const seat = `s${index + 1}`;
      const made = { at, id: `${group}-${person}`, basis: { document: chance.text() } };
      return [
        { type: 'SeatEstablished', group, seat, nominatedBy: ['o1'], at },
        appointed(made, { group, seat, person, as: 'ordinary' }, at0, FOREVER),
      ];
    });
    const substitute = { at, id: 'g1-p2', basis: { document: chance.text() } };
    const more: readonly DomainEvent[] =
      group === 'g1'
        ? [
            appointed(substitute, { group, seat: 's1', person: 'p2', as: 'substitute' }, at0, FOREVER),
            { type: 'OfficeChosen', group, office: 'chair', person: 'p3', at },
          ]
        : [];
    return { stream: streamOf.group(group), events: [{ type: 'GroupFormed', ...formed, at }, ...seated, ...more] };
  });
  const authorities = (
    [
      ['p4', 'nominator', 'o1'],
      ['p5', 'financier', 'o1'],
      ['p6', 'auditor', undefined],
      ['p9', 'financier', 'o2'],
    ] as const
  ).map(([person, role, organisation]): Written => {
    const given = { person, authority: chance.text(), role, ...(organisation === undefined ? {} : { organisation }), from: at0, at };
    return { stream: streamOf.authority(person), events: [{ type: 'AuthorityGiven', ...given }] };
  });
  const meetings = ['g1', 'g2', 'g1'].map((group, index): Written => {
    const meeting = `m${index + 1}`;
    const own = { meeting, group, at };
    const scheduled = { type: 'MeetingScheduled', ...own, ...occasion(chance) } as const;
    if (index === 2) return { stream: streamOf.meeting(meeting), events: [scheduled] };
    const added = (item: string): DomainEvent => {
      const texts = { title: chance.text(), description: chance.text() };
      return { type: 'AgendaItemAdded', ...own, item, ...texts, place: 1, measures: ['1.1'] };
    };
    const [first, second] = [chance.text(), chance.text()];
    const behind = { type: 'DoorsClosed', ...own, item: second } as const;
    const events: readonly DomainEvent[] = [scheduled, added(first), behind, added(second), { type: 'MeetingOpened', ...own }];
    return { stream: streamOf.meeting(meeting), events };
  });
  return [
    ...organisations,
    { stream: streamOf.programme('rtp'), events: programme },
    ...persons,
    ...accounts,
    ...groups,
    ...authorities,
    ...meetings,
  ];
}
