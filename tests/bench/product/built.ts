import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the built server: this workspace's, or that of another build which is to be measured (`SAMVERKAN_BENCH_SERVER`). */
export const SERVER = process.env['SAMVERKAN_BENCH_SERVER'] ?? fileURLToPath(new URL('../../../apps/server/dist', import.meta.url));

/** A module of the built server; the caller says what it takes from it. */
export const built = async <Module>(path: string): Promise<Module> => (await import(pathToFileURL(join(SERVER, path)).href)) as Module;
