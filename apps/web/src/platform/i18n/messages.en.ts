import { byContext } from './merge.js';

export const messages = byContext(import.meta.glob<Record<string, unknown>>('/src/*/messages/en.json', { eager: true, import: 'default' }));
