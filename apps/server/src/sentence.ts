import { wordsFor } from './platform/data-folder/why-not.js';

/** What is told of something that the program cannot go on with: one sentence, never a stack. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The program cannot go on, for a reason that it does not know.';
  if ('code' in error && 'syscall' in error && error.syscall === 'listen') return listening(error as NodeJS.ErrnoException);
  const why = 'path' in error && typeof error.path === 'string' ? wordsFor(error) : undefined;
  if (why !== undefined && 'path' in error) return `${String(error.path)} cannot be used: ${why}.`;
  return error.message.replaceAll(/\s*\n\s*/gu, ' ');
}

function listening(error: NodeJS.ErrnoException & { readonly address?: string; readonly port?: number }): string {
  const where = `${error.address ?? ''}:${error.port ?? ''}`;
  if (error.code === 'EADDRINUSE') return `The server cannot listen on ${where}: another program does. Choose another with PORT.`;
  if (error.code === 'EACCES') return `The server may not listen on ${where}. Choose a PORT above 1023.`;
  if (error.code === 'EADDRNOTAVAIL') return `The server cannot listen on ${where}: this machine has no such address. Choose another HOST.`;
  const why = wordsFor(error);
  if (why !== undefined) return `The server cannot listen on ${where}: ${why}.`;
  return `The server cannot listen on ${where}: ${error.code ?? 'for an unknown reason'}.`;
}
