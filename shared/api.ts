import { audit } from './audit.ts';
import { catalog } from './catalog.ts';
import { changes } from './changes.ts';
import { columns, tagging } from './columns.ts';
import { glossary } from './glossary.ts';
import { jobs } from './jobs.ts';
import { lineage } from './lineage.ts';
import { sync } from './sync.ts';
import { system } from './system.ts';
import { workspace } from './workspace.ts';

/** Every operation of the product, by domain. Handlers, wires, page, command line and docs/api.md derive from it. */
export const api = {
  workspace,
  sync,
  catalog: { ...catalog, ...columns },
  glossary,
  changes: { ...changes, ...tagging },
  lineage,
  jobs,
  audit,
  system,
};
export type Api = typeof api;
