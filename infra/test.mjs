// `npm test`: every test there is, in one go: the projects' own (vitest.config.ts), then those in a real browser (tests/e2e).
// Arguments go to both runs: `npm test -- meeting` runs what has "meeting" in its path. The last line sums both.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build, findChromium, root, run, seconds } from './workspace.mjs';

const filter = process.argv.slice(2);
const failures = [];
const reports = mkdtempSync(join(tmpdir(), 'samverkan-tests-'));

/** Runs vitest with one settings file and answers what it counted. A file that could not be read counts as one failed test. */
async function tests(name, config) {
  const report = join(reports, `${name}.json`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [vitest, 'run', '--config', config, ...reporters, ...(filter.length > 0 ? ['--passWithNoTests', ...filter] : [])];
  const { code } = await run(process.execPath, args, { show: true, env: { CHROMIUM: findChromium() ?? '' } });
  const counted = { passed: 0, failed: 0, skipped: 0 };
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    counted.passed = result.numPassedTests;
    counted.failed = result.numFailedTests + result.testResults.filter(unread).length;
    counted.skipped = result.numPendingTests + result.numTodoTests;
    failures.push(...result.testResults.flatMap(failedIn));
  } catch (error) {
    console.error(`${name}: vitest left no report (${error.message})`);
  }
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

const unread = (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');

/** What failed in a file, a line each: where the log of a run is long, its end is what is read. */
function failedIn(file) {
  const path = relative(root, file.name);
  if (unread(file)) return [`${path}: ${firstLine(file.message)}`];
  return file.assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `${path}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
}
const firstLine = (text = '') => text.split('\n', 1)[0].slice(0, 300);

const start = Date.now();
console.log('Building what the browser tests use …');
const built = await build();
console.log(built ? `Built in ${seconds(start)}.` : 'The build failed, so the browser tests cannot run: counted as one failed test.');
const runs = [
  await tests('projects', 'vitest.config.ts'),
  built ? await tests('browser', 'tests/e2e/vitest.config.ts') : { passed: 0, failed: 1, skipped: 0 },
];
rmSync(reports, { recursive: true, force: true });

const sum = (key) => runs.reduce((total, counted) => total + counted[key], 0);
const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
for (const failure of failures) console.log(`FAILED ${failure}`);
if (skipped > 0) console.error(`${String(skipped)} tests were skipped: a test that does not run counts as failed.`);
if (passed + failed + skipped === 0) console.error('No test was run.');
process.exitCode = failed + skipped > 0 || passed === 0 ? 1 : 0;
console.log(`${String(passed)} passed, ${String(failed + skipped)} failed`);
