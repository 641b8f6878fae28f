import type { z } from 'zod';
import * as accounts from './accounts.js';
import * as bodies from './bodies.js';
import * as meetings from './meetings.js';

/** Every kind of document with the schema of its body. */
export const DOCUMENTS = {
  overview: bodies.OverviewBody,
  programme: bodies.ProgrammeBody,
  organisation: bodies.OrganisationBody,
  person: bodies.PersonBody,
  group: bodies.GroupBody,
  'group-tree': bodies.GroupTreeBody,
  composition: bodies.CompositionBody,
  directory: bodies.DirectoryBody,
  meeting: meetings.MeetingBody,
  decision: meetings.DecisionBody,
  my: meetings.MyBody,
  activity: meetings.ActivityBody,
  accounts: accounts.AccountsBody,
  authorities: accounts.AuthoritiesBody,
} as const;

export type DocumentKind = keyof typeof DOCUMENTS;
export type DocumentBody<K extends DocumentKind> = z.infer<(typeof DOCUMENTS)[K]>;
export const DOCUMENT_KINDS = Object.keys(DOCUMENTS) as readonly DocumentKind[];

export type OverviewDocument = DocumentBody<'overview'>;
export type ProgrammeDocument = DocumentBody<'programme'>;
export type OrganisationDocument = DocumentBody<'organisation'>;
export type PersonDocument = DocumentBody<'person'>;
export type GroupDocument = DocumentBody<'group'>;
export type GroupTreeDocument = DocumentBody<'group-tree'>;
export type CompositionDocument = DocumentBody<'composition'>;
export type DirectoryDocument = DocumentBody<'directory'>;
export type MeetingDocument = DocumentBody<'meeting'>;
export type DecisionDocument = DocumentBody<'decision'>;
export type MyDocument = DocumentBody<'my'>;
export type ActivityDocument = DocumentBody<'activity'>;
export type AccountsDocument = DocumentBody<'accounts'>;
export type AuthoritiesDocument = DocumentBody<'authorities'>;
