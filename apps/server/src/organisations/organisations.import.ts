import { EntityId, Line, Name, SECTORS } from '@samverkan/contract';
import { streamOf, type OrganisationCommand } from '@samverkan/domain';
import { z } from 'zod';
import { fitting, repeated, type ImportKind } from '../imports/import-kind.js';
import { readEntries } from '../imports/rows.js';
import { step } from '../imports/steps.js';
import { organisations } from '../platform/log/deciders.js';

const OrganisationRow = z.strictObject({ id: EntityId, name: Name, sector: z.enum(SECTORS), municipality: Line.optional() });

/** Organisations: those that are new are registered, those that have another name now are renamed. */
export const organisationImport: ImportKind = {
  columns: Object.keys(OrganisationRow.shape),
  readJson: readEntries,
  plan: (rows, { at: now }) => {
    const { entries, faults } = fitting(rows, OrganisationRow);
    const steps = entries.map(({ at, row: { id, name, sector, municipality } }) =>
      step({ at, field: 'id', stream: streamOf.organisation(id) }, organisations, (state): readonly OrganisationCommand[] => {
        const place = municipality === undefined ? {} : { municipality };
        if (state.status === 'none') return [{ type: 'Register', organisation: id, name, sector, ...place, at: now }];
        return state.name === name ? [] : [{ type: 'Rename', name, at: now }];
      }),
    );
    const named = entries.map(({ at, row: { id, name } }) => ({ at, id, name }));
    return { steps, named, faults: [...faults, ...repeated(entries, 'id', ({ id }) => id)] };
  },
};
