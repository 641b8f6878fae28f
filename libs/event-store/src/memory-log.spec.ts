import { eventLogSuite } from './event-log.suite.js';
import { createMemoryLog } from './memory-log.js';

eventLogSuite('the log in memory', { open: () => createMemoryLog() });
