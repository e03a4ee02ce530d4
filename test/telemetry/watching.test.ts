import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Delivered, Telemetry } from '../../src/core/ports/index.ts';
import { createTelemetry } from '../../src/telemetry/index.ts';

// What operators are told to look at, against what there is to be seen once everything has happened.

type Outcome = Parameters<Telemetry['answered']>[0]['outcome'];

interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/operators.md'), 'utf8');
const dashboard = JSON.parse(readFileSync(join(root, 'docs/grafana-dashboard.json'), 'utf8')) as {
  readonly panels: readonly { readonly id: number; readonly targets: readonly { readonly expr: string }[] }[];
};
const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
const alerts = [...page.matchAll(/^\| `(.*[><=].*)` (?:for \d+ min )?\|/gm)].map((match) => match[1] ?? '');

let series: readonly Series[];
let metrics: readonly string[];
beforeAll(async () => {
  const telemetry = createTelemetry();
  const outcomes: Record<Outcome, true> = { card: true, form: true, invalid: true, 'too-fast': true, failed: true };
  for (const outcome of Object.keys(outcomes) as Outcome[])
    telemetry.answered({ platform: 'slack', what: 'rejected', outcome, ms: 20 });
  const results: Record<Delivered, true> = {
    sent: true,
    nothing: true,
    'rate-limited': true,
    unreachable: true,
    again: true,
    'given-up': true,
  };
  for (const result of Object.keys(results) as Delivered[]) telemetry.delivered('slack', 'checkins.open', result);
  telemetry.responded('slack', 20);
  telemetry.paused('slack', 1_000);
  for (const hasFailed of [true, false]) telemetry.looked('checkins.open', 20, hasFailed);
  telemetry.metrics.follow({
    dueLag: async () => ({ 'checkins.open': 90 }),
    queueDepth: async () => ({ 'outbox-slack': { ready: 1, active: 1, deferred: 1 } }),
    pool: () => ({ open: 1, idle: 1, waiting: 0 }),
    platforms: () => ({ slack: true }),
  });
  const text = await telemetry.metrics.text();
  metrics = [...text.matchAll(/^# TYPE (rebound_\w+) /gm)].map((match) => match[1] ?? '');
  // Prometheus itself adds `up`, with the job of its configuration.
  series = [{ name: 'up', labels: { job: 'rebound' } }, ...text.split('\n').flatMap(readSeries)];
});

function readSeries(line: string): Series[] {
  const [, name, labels = ''] = /^([a-z_]\w*)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
  if (name === undefined) return [];
  return [
    { name, labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map((match) => match.slice(1))) },
  ];
}

const keywords = ['by', 'or', 'unless', 'offset'];

/** What a query asks for that there is not. */
function missing(query: string): string[] {
  const grouped = [...query.matchAll(/ by \(([^)]*)\)/g)].flatMap((match) => (match[1] ?? '').split(', '));
  const asked = [...query.replaceAll(/ by \([^)]*\)/g, '').matchAll(/\b([a-z_]\w*)(\{[^}]*\})?(?![\w(]| \()/g)];
  const selectors = asked.filter(([, name = '']) => !keywords.includes(name));
  if (selectors.length === 0) return ['anything'];
  return selectors.flatMap(([selector, name, braces = '']) => {
    const wanted = [...braces.matchAll(/(\w+)=~?"([^"]*)"/g)];
    const found = series.filter((each) => each.name === name);
    // Each of several values that one may have must be one that there is.
    const values = wanted.flatMap(([, label = '', value = '']) => value.split('|').map((one) => [label, one] as const));
    const isThere =
      found.length > 0 && values.every(([label, one]) => found.some(({ labels }) => labels[label] === one));
    const groups = grouped.filter((label) => !found.some(({ labels }) => label in labels));
    return isThere && groups.length === 0 ? [] : [`${selector} ${groups.join()}`];
  });
}

test('what is missing is found', () => {
  expect(missing('rate(rebound_deliveries_total{result="gone"}[5m]) > 0')).toHaveLength(1);
  expect(missing('max by (queue) (rebound_due_lag_seconds) > 1')).toHaveLength(1);
  expect(missing('rebound_lag > 1')).toHaveLength(1);
});

test('the dashboard and the alerts ask for series that there are', () => {
  expect(alerts.length).toBeGreaterThan(5);
  expect(
    [...alerts, ...shown].map((query) => [query, missing(query)] as const).filter(([, gone]) => gone.length > 0),
  ).toEqual([]);
});

test('the page for operators names every metric, and no other; the dashboard shows them all', () => {
  const rows = [...page.matchAll(/^\| `(rebound_[a-z_]+)` \|/gm)].map((match) => match[1] ?? '');
  expect(rows.toSorted()).toEqual(metrics.toSorted());
  expect(metrics.filter((name) => !shown.some((query) => query.includes(name)))).toEqual([]);
});

test('dashboards name each panel once', () => {
  const ids = dashboard.panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
