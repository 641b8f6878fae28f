import type { ListName } from '@samverkan/contract';
import { decisions } from './decisions.js';
import type { List } from './list.js';
import { meetings } from './meetings.js';
import { organisations } from './organisations.js';
import { persons } from './persons.js';

/** All lists by name. */
export const LIST_DEFINITIONS: { readonly [L in ListName]: List<L> } = { decisions, meetings, organisations, persons };
