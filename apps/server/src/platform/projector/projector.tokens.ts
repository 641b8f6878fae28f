/** `Open` of @samverkan/projections: opens what the vault has sealed. Provided by the platform module, beside `EVENT_LOG` and `READ_STORE`. */
export const OPEN = Symbol('Open');
/** `Turns`: passes over lists, and answers that are large. */
export const READ_TURNS = Symbol('ReadTurns');
