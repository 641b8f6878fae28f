import type { MeetingDocument } from '@samverkan/contract';

type Item = MeetingDocument['agenda'][string];
type Proposal = Item['proposals'][string];
export type ProposalRow = { readonly id: string } & Proposal;
export type DecisionRow = { readonly id: string } & MeetingDocument['decisions'][string];

/** One item as the agenda shows it: with its number, its proposals in the order they came, and its decision. */
export interface AgendaRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly measures: readonly string[];
  readonly state: Item['state'];
  readonly doors: Item['doors'];
  readonly takenUpAt?: string | undefined;
  readonly proposals: readonly ProposalRow[];
  readonly decision?: DecisionRow | undefined;
  /** Whether it may still change places with the one above or below: what is dealt with stays where it was dealt with. */
  readonly movesUp: boolean;
  readonly movesDown: boolean;
}

/** The agenda in its order. An item named in the order but not there (yet) is left out. */
export function agendaRows({ order, agenda, decisions }: MeetingDocument): readonly AgendaRow[] {
  const found = order.flatMap((id) => {
    const item = Object.hasOwn(agenda, id) ? agenda[id] : undefined;
    return item === undefined ? [] : [{ id, item }];
  });
  const waits = (at: number): boolean => found[at]?.item.state === 'waiting';
  return found.map(({ id, item }, at) => {
    const decision = item.decision === undefined ? undefined : decisions[item.decision];
    return {
      id,
      number: at + 1,
      title: item.title,
      description: item.description,
      measures: Object.keys(item.measures),
      state: item.state,
      doors: item.doors,
      takenUpAt: item.takenUpAt,
      proposals: Object.entries(item.proposals)
        .map(([proposal, content]) => ({ id: proposal, ...content }))
        .sort((a, b) => a.at.localeCompare(b.at)),
      decision: decision && item.decision !== undefined ? { id: item.decision, ...decision } : undefined,
      movesUp: waits(at) && waits(at - 1),
      movesDown: waits(at) && waits(at + 1),
    };
  });
}

export const standing = (row: AgendaRow): readonly ProposalRow[] => row.proposals.filter(({ state }) => state === 'standing');

/** The next item to take up: the first that waits after the current one, else the first that waits at all. */
export function nextItem(rows: readonly AgendaRow[]): AgendaRow | undefined {
  const current = rows.findIndex(({ state }) => state === 'current');
  return rows.find(({ state }, at) => state === 'waiting' && at > current) ?? rows.find(({ state }) => state === 'waiting');
}

/** Whether a proposal may be moved: from the convocation on, until the item is decided or closed, or the meeting over. */
export function takesProposals(meeting: MeetingDocument, row: AgendaRow): boolean {
  if (row.state === 'closed' || row.decision !== undefined) return false;
  if (meeting.state === 'scheduled') return meeting.convoked !== undefined;
  return meeting.state === 'open' || meeting.state === 'adjourned';
}

/** Whether closing the item would leave proposals that nobody has decided on. */
export const leavesUndecided = (row: AgendaRow): boolean => row.decision === undefined && standing(row).length > 0;

/**
 * The wording to begin with when another proposal is chosen: the proposal's own, unless the writer has written something
 * that stands in no proposal; that is never overwritten.
 */
export function wordingFor(row: AgendaRow, chosen: string | undefined, written: string): string {
  const untouched = written.trim() === '' || row.proposals.some(({ wording }) => wording.trim() === written.trim());
  if (!untouched) return written;
  return row.proposals.find(({ id }) => id === chosen)?.wording ?? '';
}

/** How many items are dealt with, of how many. */
export const progress = (rows: readonly AgendaRow[]): { readonly done: number; readonly total: number } => ({
  done: rows.filter(({ state }) => state === 'closed').length,
  total: rows.length,
});
