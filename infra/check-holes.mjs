// Known holes in the packages that the product runs with, by the registry's own list. Where that list is not to be had this says so, and lets pass:
// a check of the code must not depend on somebody else's server.
import { spawnSync } from 'node:child_process';
import { root } from './workspace.mjs';

const WAIT_MS = 60_000;
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8', timeout: WAIT_MS });

/** What npm said; `undefined` when it could not ask. */
function report() {
  try {
    const said = JSON.parse(stdout);
    return said.metadata?.vulnerabilities === undefined ? undefined : said;
  } catch {
    return undefined;
  }
}

const said = report();
if (said === undefined) {
  console.log('The registry gave no list of known holes: not checked.');
} else {
  const grave = Object.values(said.vulnerabilities).filter(({ severity }) => severity === 'high' || severity === 'critical');
  for (const { name, severity, range } of grave) console.error(`${name} ${range}: ${severity}`);
  console.log(`${String(grave.length)} packages with grave holes`);
  process.exitCode = grave.length > 0 ? 1 : 0;
}
