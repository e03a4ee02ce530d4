import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The packages that are shipped, by licence as they state it (SPDX), from the lockfile. Names are `name@version`, sorted. */
export function shippedByLicence(): ReadonlyMap<string, readonly string[]> {
  const lockfile = readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8');
  const { packages } = JSON.parse(lockfile) as {
    readonly packages: Readonly<Record<string, { dev?: boolean; license?: string; version?: string }>>;
  };
  const named = Object.entries(packages).flatMap(([path, { dev, license = 'none stated', version }]) => {
    // The root is Rebound itself.
    if (path === '' || dev) return [];
    return [[license, `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`] as const];
  });
  const byLicence = new Map<string, string[]>();
  for (const [license, name] of named) byLicence.set(license, [...(byLicence.get(license) ?? []), name]);
  return new Map([...byLicence].toSorted().map(([license, names]) => [license, [...new Set(names)].toSorted()]));
}
