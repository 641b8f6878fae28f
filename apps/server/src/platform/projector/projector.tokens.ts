/** `Open` of @samverkan/projections: opens what the vault has sealed. Provided by the platform module, beside `EVENT_LOG` and `READ_STORE`. */
export const OPEN = Symbol('Open');
