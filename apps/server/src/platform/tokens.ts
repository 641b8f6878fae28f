// What is not a class is injected by these. All are provided by the platform module, to every module.

/** `Config`: the settings. */
export const CONFIG = Symbol('Config');
/** `EventLog` of @samverkan/event-store. */
export const EVENT_LOG = Symbol('EventLog');
/** `Handler` of @samverkan/event-store, over that log. */
export const HANDLER = Symbol('Handler');
/** `Vault` of @samverkan/vault. */
export const VAULT = Symbol('Vault');
/** `ReadStore` of @samverkan/read-store. */
export const READ_STORE = Symbol('ReadStore');
/** `Clock`. */
export const CLOCK = Symbol('Clock');
/** `Logger` of pino. */
export const LOGGER = Symbol('Logger');
/** `FaultReporter`: tells the log of a fault. */
export const REPORT_FAULT = Symbol('FaultReporter');
/** `AccountStore`: credentials and sessions. */
export const ACCOUNT_STORE = Symbol('AccountStore');
/** `SignInSettings`: what a sign-in costs, and how often it may fail. */
export const SIGN_IN_SETTINGS = Symbol('SignInSettings');
/** `ReadonlySet<string>`: accounts that nobody can use here. */
export const WITHHELD_ACCOUNTS = Symbol('WithheldAccounts');
/** `StorageFault`: whether the data folder is still there. */
export const STORAGE_FAULT = Symbol('StorageFault');
/** `ClockWatch`: whether the clock can be believed. */
export const CLOCK_TRUST = Symbol('ClockTrust');
