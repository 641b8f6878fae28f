import { describe, expect, it } from 'vitest';
import { badlyTagged, forbiddenImports } from './boundaries.js';
import { cycles, specifiers } from './imports.js';
import { isCode, projectsOf, readWorkspace } from './workspace.js';

const files = readWorkspace();
const code = files.filter(isCode);
const projects = projectsOf(files);

describe('the workspace', () => {
  it('has its projects where the checks look for them', () => {
    expect(projects.map((project) => project.folder)).toEqual(
      expect.arrayContaining(['apps/server', 'apps/web', 'libs/contract', 'libs/domain', 'libs/event-store', 'libs/projections']),
    );
    expect(code.length).toBeGreaterThan(50);
    expect(code.flatMap(specifiers).length).toBeGreaterThan(150);
  });

  it('has a type and a scope on every project, as tags', () => {
    expect(badlyTagged(projects)).toEqual([]);
  });

  it('has no import between projects that the design does not allow', () => {
    expect(forbiddenImports(code, projects)).toEqual([]);
  });

  it('has no circle of files that load each other', () => {
    expect(cycles(code).map((circle) => circle.join(' → '))).toEqual([]);
  });
});

describe('the check of imports', () => {
  const found = (path: string, text: string): readonly string[] => forbiddenImports([{ path, text }], projects);

  it.each([
    ['libs/domain/src/x/x.ts', `import { readFile } from 'node:fs/promises';`],
    ['libs/domain/src/x/x.ts', `import fs from 'fs';`],
    ['libs/domain/src/x/x.ts', `import { Injectable } from '@nestjs/common';`],
    ['libs/domain/src/x/x.ts', `import type { Ref } from 'vue';`],
    ['libs/domain/src/x/x.ts', `export type { Doc } from '@samverkan/contract';`],
    ['libs/domain/src/x/x.ts', `import '../../../contract/src/index.js';`],
    ['libs/contract/src/x.ts', `import type { Meeting } from '@samverkan/domain';`],
    ['libs/projections/src/x.ts', `const log = await import('@samverkan/event-store');`],
    ['libs/projections/src/x.ts', `import { z } from 'zod';`],
    ['libs/event-store/src/x.ts', `import type { MeetingEvent } from '@samverkan/domain';`],
    ['libs/vault/src/x.ts', `import type { EventLog } from '@samverkan/event-store';`],
    ['libs/sqlite-file/src/x.ts', `import type { EventLog } from '@samverkan/event-store';`],
    ['apps/server/src/x.ts', `import { ref } from 'vue';`],
    ['apps/server/src/x.ts', `import { app } from '../../web/src/main.js';`],
    ['apps/server/src/x.ts', `import { decide } from '@samverkan/domain/src/meeting/meeting.js';`],
    ['apps/web/src/X.vue', `<script setup lang="ts">\nimport { decide } from '@samverkan/domain';\n</script>`],
    ['apps/web/src/x.ts', `import { Controller } from '@nestjs/common';`],
    ['apps/web/src/x.spec.ts', `import { project } from '@samverkan/projections';`],
    ['tests/architecture/x.ts', `import { decide } from '@samverkan/domain';`],
  ])('finds in %s: %s', (path, text) => {
    expect(found(path, text)).toHaveLength(1);
  });

  it.each([
    ['libs/projections/src/x.ts', `import type { MeetingEvent } from '@samverkan/domain';`],
    ['libs/vault/src/x.spec.ts', `import { mkdtemp } from 'node:fs/promises';\nimport fc from 'fast-check';`],
    ['apps/web/src/X.vue', `<script setup lang="ts">\nimport { live } from '@samverkan/contract';\n</script>`],
  ])('lets pass in %s: %s', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });

  it('finds a project without tags, and one with a tag of another kind', () => {
    const project = { name: '@samverkan/vault', dependencies: {} };
    expect(badlyTagged([{ ...project, folder: 'libs/vault', tags: [] }])).toHaveLength(1);
    expect(badlyTagged([{ ...project, folder: 'libs/vault', tags: ['type:app', 'scope:store'] }])).toHaveLength(1);
    expect(badlyTagged([{ ...project, folder: 'libs/unheard-of', tags: ['type:lib', 'scope:store'] }])).toHaveLength(1);
  });

  it('finds a circle of three files', () => {
    const circle = cycles([
      { path: 'libs/x/src/a.ts', text: `import './b.js';` },
      { path: 'libs/x/src/b.ts', text: `export { c } from './c.js';` },
      { path: 'libs/x/src/c.ts', text: `import { a } from './a.js';` },
      { path: 'libs/x/src/e.ts', text: `import type { A } from './a.js'; export const later = () => import('./d.js');` },
      { path: 'libs/x/src/d.ts', text: `import { a } from './a.js'; import { later } from './e.js';` },
    ]);
    expect(circle).toEqual([['libs/x/src/a.ts', 'libs/x/src/b.ts', 'libs/x/src/c.ts', 'libs/x/src/a.ts']]);
  });
});
