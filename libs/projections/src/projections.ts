import type { DocumentKind } from '@samverkan/contract';
import { accounts } from './accounts.js';
import { activity } from './activity.js';
import { authorities } from './authorities.js';
import { composition } from './composition.js';
import { decision } from './decision.js';
import { directory } from './directory.js';
import { groupTree } from './group-tree.js';
import { group } from './group.js';
import { meeting } from './meeting.js';
import type { ReadModel } from './model.js';
import { my } from './my.js';
import { organisation } from './organisation.js';
import { overview } from './overview.js';
import { person } from './person.js';
import { programme } from './programme.js';

/** All read models, in the order in which they fold an event: each looks only at documents of those before it. */
export const PROJECTIONS: readonly ReadModel[] = [
  meeting,
  decision,
  group,
  groupTree,
  programme,
  person,
  organisation,
  composition,
  accounts,
  authorities,
  directory,
  overview,
  activity,
  my,
];

const byKind = new Map<DocumentKind, ReadModel>(PROJECTIONS.map((projection) => [projection.kind, projection]));

/** The read model that makes documents of a kind. */
export const projectionOf = (kind: DocumentKind): ReadModel => {
  const found = byKind.get(kind);
  if (found === undefined) throw new TypeError(`No read model makes documents of kind ${kind}`);
  return found;
};
