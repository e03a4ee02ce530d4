import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly restart?: string;
  readonly init?: boolean;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly volumes: readonly string[];
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly deploy?: { readonly replicas: number };
  readonly ports?: readonly string[];
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const { services, secrets, volumes } = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const all = Object.entries(services);
const ours = all.filter(([, { build }]) => build !== undefined);
const dockerfile = read('Dockerfile');
const lines = (instruction: string) =>
  [...dockerfile.matchAll(new RegExp(`^${instruction} (.+)$`, 'gm'))].map((match) => match[1] ?? '');

test('every container comes back by itself, is no superuser and is pinned', () => {
  expect(all.length).toBeGreaterThan(4);
  for (const [name, { restart, cap_drop, image, build }] of all) {
    expect(restart, name).toBe('unless-stopped');
    expect(cap_drop, name).toEqual(['ALL']);
    if (!build) expect(image, name).toMatch(/:\d+\.\d+/);
  }
  for (const [name, { init, read_only }] of ours) expect([init, read_only], name).toEqual([true, true]);
  expect(services.postgres?.user).toBe('postgres');
  expect(dockerfile.indexOf('\nUSER node')).toBeGreaterThan(dockerfile.indexOf('\nRUN mkdir'));
});

test('the database is a recent Postgres, and nothing starts before it is well', () => {
  expect(Number(/^postgres:(\d+)/.exec(services.postgres?.image ?? '')?.[1])).toBeGreaterThanOrEqual(17);
  expect(services.postgres?.healthcheck).toBeDefined();
  expect(lines('HEALTHCHECK')).toHaveLength(1);
  for (const [name, { depends_on }] of ours) expect(depends_on?.postgres?.condition, name).toBe('service_healthy');
});

test('no secret stands in the file, and what is kept has a volume', () => {
  const script = read('docker/secrets.sh');
  for (const { file } of Object.values(secrets)) expect(script).toContain(file.replace('./', ''));
  for (const [name, service] of all) {
    expect(Object.keys(secrets), name).toEqual(expect.arrayContaining([...service.secrets]));
    for (const [setting, value] of Object.entries(service.environment)) {
      if (/URL|KEY|PASSWORD|TOKEN/.test(setting))
        expect([setting, value]).toEqual([expect.stringMatching(/_FILE$/), expect.stringMatching(/^\/run\/secrets\//)]);
    }
    for (const volume of service.volumes) expect(Object.keys(volumes), name).toContain(volume.split(':')[0]);
  }
});

test('one profile is one process, the other shares the work', () => {
  const shape = (profile: string) =>
    ours
      .filter(([, { profiles }]) => profiles?.includes(profile))
      .map(([, { command, deploy }]) => [command?.at(-1) ?? 'all', deploy?.replicas ?? 1]);
  expect(shape('one')).toEqual([['all', 1]]);
  expect(shape('many')).toEqual([
    ['gateway', 1],
    ['web', 2],
    ['worker', 2],
  ]);
  expect(read('.env.example')).toMatch(/^COMPOSE_PROFILES=one$/m);
});

test('the image has the Node.js and the start that npm has, and copies what is there', () => {
  const { devDependencies, scripts } = JSON.parse(read('package.json'));
  const [first, ...stages] = lines('FROM');
  expect(first).toContain(`node:${devDependencies.node}-`);
  expect(stages.map((stage) => stage.split(' ')[0])).toEqual([first?.split(' ')[0]]);
  expect(lines('RUN')[0]).toContain('npm ci --omit=dev');
  const start = JSON.parse(lines('CMD').at(-1) ?? '[]');
  expect(start.join(' ')).toBe(scripts.start);
  for (const [name, { command }] of ours) {
    if (command) expect(command.slice(0, start.length), name).toEqual(start);
  }
  const copied = lines('COPY').filter((line) => !line.startsWith('--from'));
  const ignored = read('.dockerignore').split('\n');
  for (const source of copied.flatMap((line) => line.split(' ').slice(0, -1))) {
    expect(existsSync(join(root, source)), source).toBe(true);
    expect(ignored).not.toContain(source);
  }
});
