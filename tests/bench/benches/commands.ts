import type { DirectoryDocument, GroupTreeDocument } from '@samverkan/contract';
import type { Script } from '../clients/callers.ts';
import type { Bench, Setting } from '../measure/bench.ts';
import { figure, type Row } from '../measure/report.ts';
import { interleaved, median, medianOf } from '../measure/statistics.ts';
import type { naiveLoop } from '../peers/naive-loop.ts';
import type { RawKind, rawCommit } from '../peers/raw-commit.ts';
import { Child } from '../processes/child.ts';
import { noteAttendance, reschedule, Server } from '../product/server.ts';
import { placeOf } from '../wire/versions.ts';
import { socketIo, startCallers, startPeer, startWatchers, type CallersProcess, type WatchersProcess } from '../product/stage.ts';

const CALLERS = 64;
const WATCHERS = 200;
const MEETINGS = 8;
const AUDIENCES = ['secretariat', 'member', 'public'] as const;
/** A folder with Emmett's store for SQLite, where somebody has installed it; then that is measured too. */
const EMMETT = process.env['SAMVERKAN_BENCH_EMMETT'];

const RANDOM = 'raw group-commit loop, command ids at random';
const ORDERED = 'raw group-commit loop, ids in order';

const perSecond = (rate: number): string => `${figure(rate)}/s`;

/** Loops without a network that commands are measured beside. */
function limits() {
  const raw = new Child<typeof rawCommit>(new URL('../peers/raw-commit.ts', import.meta.url));
  const naive = new Child<typeof naiveLoop>(new URL('../peers/naive-loop.ts', import.meta.url));
  return {
    raw: (kind: RawKind, milliseconds: number) => raw.call('run', { callers: CALLERS, milliseconds, kind }),
    naive: (milliseconds: number) => naive.call('run', { callers: CALLERS, milliseconds }),
    emmett: (milliseconds: number) =>
      EMMETT === undefined ? NaN : naive.call('emmett', { load: { callers: CALLERS, milliseconds }, from: EMMETT }),
  };
}

const lengthsOf = ({ quick }: Setting) => ({ rounds: quick ? 1 : 5, milliseconds: quick ? 300 : 2_000 });

/** Commands a second while all callers are busy. */
async function busy(callers: CallersProcess, script: Script, milliseconds: number): Promise<number> {
  const { commands, began, ended } = await callers.call('busy', { script, milliseconds });
  return (commands / (ended - began)) * 1_000;
}

/** Decide, append, acknowledge over the socket; nobody watches. */
export const commandsAlone: Bench = async (setting) => {
  const { rounds, milliseconds } = lengthsOf(setting);
  const server = await Server.start(setting.folder);
  const cookie = await server.signIn('secretariat');
  const groups = await freeGroups(server, cookie);
  const persons = Object.keys((await server.document<DirectoryDocument>(cookie, 'directory/all')).persons);
  const meetings: string[] = [];
  for (const group of groups.slice(0, MEETINGS)) meetings.push(await server.meeting(cookie, group, true));
  const scheduled = await server.meeting(cookie, groups[0]!, false);

  const callers = startCallers();
  await callers.call('connect', { to: { ...socketIo(server.url), cookie }, count: CALLERS });
  const bareServer = await startPeer('bare-socket.io');
  const bareCallers = startCallers();
  await bareCallers.call('connect', { to: socketIo(bareServer.url), count: CALLERS });
  const { raw, naive, emmett } = limits();

  const attendance = noteAttendance(meetings, persons);
  await busy(callers, attendance, milliseconds);
  const rates = await interleaved<'ours' | 'reschedule' | RawKind | 'naive' | 'emmett' | 'socket', number>(rounds, {
    ours: () => busy(callers, attendance, milliseconds),
    random: () => raw('random', milliseconds / 2),
    ordered: () => raw('ordered', milliseconds / 2),
    naive: () => naive(milliseconds / 2),
    reschedule: () => busy(callers, reschedule(scheduled), milliseconds / 2),
    socket: () => busy(bareCallers, attendance, milliseconds / 2),
    bare: () => raw('bare', milliseconds / 4),
    emmett: () => emmett(milliseconds / 2),
  });
  const ours = median(rates.ours);
  const row = (peer: string, rate: number, goal?: Row['goal']): Row => ({
    measure: `commands through the gateway, ${String(CALLERS)} callers`,
    ours: perSecond(ours),
    peer: `${peer}: ${perSecond(rate)}`,
    ratio: ours / rate,
    ...(goal === undefined ? {} : { goal }),
  });
  return [
    row(RANDOM, median(rates.random), { atLeast: 0.4 }),
    row(ORDERED, median(rates.ordered), { atLeast: 0.4 }),
    row('naive store, a transaction per append (stand-in for Emmett)', median(rates.naive), { atLeast: 20 }),
    ...(EMMETT === undefined ? [] : [row('Emmett on SQLite', median(rates.emmett), { atLeast: 20 })]),
    row('bare socket.io, acknowledged at once', median(rates.socket)),
    row('inserts alone, no index', median(rates.bare)),
    {
      ...row(RANDOM, median(rates.random)),
      measure: 'the same, a meeting rescheduled',
      ours: perSecond(median(rates.reschedule)),
      ratio: median(rates.reschedule) / median(rates.random),
    },
  ];
};

/** Groups of the demo that hold no meeting now. */
async function freeGroups(server: Server, cookie: string): Promise<readonly string[]> {
  const { groups } = await server.document<GroupTreeDocument>(cookie, 'group-tree/all');
  return Object.entries(groups).flatMap(([id, { openMeeting }]) => (openMeeting === undefined ? [id] : []));
}

interface Delivered {
  readonly rate: number;
}

/** Commands a second until the last watcher has the last change. */
async function delivered(
  callers: CallersProcess,
  watchers: WatchersProcess,
  crowd: string,
  script: Script,
  milliseconds: number,
): Promise<Delivered> {
  const { commands, began, position } = await callers.call('busy', { script, milliseconds });
  const ended = await watchers.call('all', { name: crowd, place: placeOf(position) });
  return { rate: (commands / (ended - began)) * 1_000 };
}

/** The same with watchers: projected, restricted, delivered. */
export const commandsWatched: Bench = async (setting) => {
  const { rounds, milliseconds } = lengthsOf(setting);
  const server = await Server.start(setting.folder);
  const cookie = await server.signIn('secretariat');
  const meeting = await server.meeting(cookie, await server.groupOf('member'), false);
  const cookies = await Promise.all(AUDIENCES.map((account) => server.signIn(account)));

  const naiveServer = await startPeer('naive');
  const [callers, naiveCallers, watchers] = [startCallers(), startCallers(), startWatchers()];
  await callers.call('connect', { to: { ...socketIo(server.url), cookie }, count: CALLERS });
  await naiveCallers.call('connect', { to: socketIo(naiveServer.url), count: CALLERS });
  await watchers.call('gather', {
    name: 'ours',
    gathering: { to: socketIo(server.url), count: WATCHERS, cookies, watch: [{ kind: 'meeting', id: meeting }] },
  });
  await watchers.call('gather', { name: 'naive', gathering: { to: socketIo(naiveServer.url), count: WATCHERS, cookies: [''] } });
  const { raw } = limits();

  await delivered(callers, watchers, 'ours', reschedule(meeting), milliseconds);
  const rates = await interleaved<'ours' | 'random' | 'ordered' | 'naive', Delivered>(rounds, {
    ours: () => delivered(callers, watchers, 'ours', reschedule(meeting), milliseconds),
    random: async () => ({ rate: await raw('random', milliseconds / 2) }),
    ordered: async () => ({ rate: await raw('ordered', milliseconds / 2) }),
    naive: () => delivered(naiveCallers, watchers, 'naive', reschedule(meeting), milliseconds),
  });
  const rateOf = (name: 'ours' | 'random' | 'ordered' | 'naive'): number => medianOf(rates[name], (run) => run.rate);
  const measure = `commands to ${String(WATCHERS)} watchers, ${String(CALLERS)} callers`;
  return [
    ...(['random', 'ordered'] as const).map((kind) => ({
      measure,
      ours: perSecond(rateOf('ours')),
      peer: `${kind === 'random' ? RANDOM : ORDERED}: ${perSecond(rateOf(kind))}`,
      ratio: rateOf('ours') / rateOf(kind),
      goal: { atLeast: 0.15 },
    })),
    {
      measure,
      ours: perSecond(rateOf('ours')),
      peer: `naive server, a transaction and an emit each: ${perSecond(rateOf('naive'))}`,
      ratio: rateOf('ours') / rateOf('naive'),
      goal: { atLeast: 15 },
    },
  ];
};
