// What the scripts of this folder share. Only Node's own modules: some of them run before anything is installed.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Says one sentence and ends: for what somebody can put right, so without a stack. */
export function fail(sentence) {
  console.error(`samverkan: ${sentence}`);
  process.exit(1);
}

/**
 * Runs a command in the workspace's root and answers `{ code, output }`. Output is collected and kept silent unless
 * `show` is set. A signal to this process ends the command too.
 */
export function run(command, args, { show = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    const stop = (signal) => {
      child.kill(signal);
      process.exit(128 + (signal === 'SIGINT' ? 2 : 15));
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const done = () => process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('close', (code) => {
      done();
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/** True for a file that this process may execute. */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where a command stands on the PATH, or undefined. */
export function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** The browser for the browser tests: the one CHROMIUM names, or one that is installed; undefined when there is none. */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') {
    return isExecutable(named) ? named : fail(`CHROMIUM names ${named}, which is no program that can be run.`);
  }
  return onPath('chromium', 'chromium-browser', 'google-chrome');
}

/** Nx as this project uses it: nothing in the background, nothing sent anywhere, plain lines. */
export const NX = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };

/** Builds the server and the client, and what they stand on. Nx's cache skips what did not change. False, with what was wrong, if it failed. */
export async function build() {
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const { code, output } = await run(process.execPath, [nx, 'run-many', '-t', 'build', '-p', '@samverkan/server,@samverkan/web'], {
    env: NX,
  });
  if (code !== 0) console.error(output);
  return code === 0;
}

/** Seconds since `start` (milliseconds), for people. */
export const seconds = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;
