// What must hold of package-lock.json and the package.json files: exact versions, and no host that packages come from.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const HOST = /^(?:https?|git|git\+ssh|git\+https|file|github):/;

const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const manifests = [
  'package.json',
  ...['apps', 'libs', 'tests'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`)),
];

function* versions(value, path) {
  for (const [name, inner] of Object.entries(value ?? {})) {
    if (typeof inner === 'string') yield [`${path} ${name}`, inner];
    else yield* versions(inner, `${path} ${name}`);
  }
}

const faults = [];
for (const manifest of manifests) {
  const found = json(manifest);
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides']) {
    for (const [name, version] of versions(found[kind], kind)) {
      if (!EXACT.test(version)) faults.push(`${manifest}: ${name} is "${version}", not one exact version`);
    }
  }
}
const { packages } = json('package-lock.json');
for (const [path, { resolved, link, integrity, os }] of Object.entries(packages)) {
  if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) continue;
  if (!link && resolved !== undefined) faults.push(`package-lock.json: ${path} says where it comes from`);
  if (!link && integrity === undefined && os?.[0] !== 'none') faults.push(`package-lock.json: ${path} has no integrity`);
  if (link && HOST.test(resolved ?? '')) faults.push(`package-lock.json: ${path} is linked to a host`);
}

for (const fault of faults) console.error(fault);
console.log(
  `${String(manifests.length)} package.json files and ${String(Object.keys(packages).length)} locked packages, ${String(faults.length)} faults`,
);
process.exitCode = faults.length > 0 ? 1 : 0;
