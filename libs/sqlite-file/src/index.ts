export { damageBeforeOpening } from './before-opening.js';
export { faultOf, FileFault, isTooBig, type SqliteFault } from './faults.js';
export { openSqliteFile, type FileKind, type OpenSqliteFile, type OpenSqliteFileOptions } from './open-file.js';
export { keepToOwner, narrowToOwner } from './owner-only.js';
export { FilePlace } from './place.js';
export { numberOf, syncFolder } from './settings.js';
export { readWitness, Witness, type Witnessed } from './witness.js';
