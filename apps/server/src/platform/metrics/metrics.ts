import { decodePosition, isPosition, type EventLog } from '@samverkan/event-store';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { LiveMetrics } from '../live/live.metrics.js';
import type { RefusalLog } from '../refusal-log.js';
import type { Projector } from '../projector/projector.js';

/** Figures that only rise stand beside those that go up and down. */
const RISING: ReadonlySet<keyof LiveMetrics> = new Set([
  'patches',
  'frames',
  'deliveries',
  'snapshots',
  'resumed',
  'refused',
  'slowed',
  'cut',
]);

const place = (position: string): number => (isPosition(position) ? decodePosition(position) : 0);

/** What is measured of the running server. Nothing of it names a person, a document or what somebody wrote. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;

  constructor(log: EventLog, projector: Projector, live: LiveMetrics, refusals: Pick<RefusalLog, 'counts'>) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'samverkan_http_request_seconds',
      help: 'Time to answer a request.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    });
    new Gauge({
      name: 'samverkan_log_events',
      help: 'Events in the log.',
      registers,
      async collect() {
        this.set(place(await log.head()));
      },
    });
    new Gauge({
      name: 'samverkan_documents_events',
      help: 'Events that are in the documents.',
      registers,
      collect() {
        this.set(place(projector.health().head));
      },
    });
    new Gauge({
      name: 'samverkan_read_models_stopped',
      help: 'Read models that met an event which they cannot read.',
      registers,
      collect() {
        this.set(projector.health().stopped.length);
      },
    });
    new Counter({
      name: 'samverkan_refusals_total',
      help: 'What was refused since the start, by code and way.',
      labelNames: ['code', 'on'],
      registers,
      collect() {
        this.reset();
        for (const [key, count] of refusals.counts) {
          const [code = '', on = ''] = key.split(' ');
          this.inc({ code, on }, count);
        }
      },
    });
    for (const name of Object.keys(live) as (keyof LiveMetrics)[]) this.#live(name, live);
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #live(name: keyof LiveMetrics, live: LiveMetrics): void {
    const registers = [this.#registry];
    if (!RISING.has(name)) {
      const gauge = { name: `samverkan_live_${name}`, help: `Live ${name} now.`, registers };
      new Gauge({
        ...gauge,
        collect() {
          this.set(live[name]);
        },
      });
      return;
    }
    new Counter({
      name: `samverkan_live_${name}_total`,
      help: `Live ${name} since the start.`,
      registers,
      collect() {
        this.reset();
        this.inc(live[name]);
      },
    });
  }
}
