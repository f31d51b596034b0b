import type { Page } from '../../aws/page.ts';
import type { PlainKind, PlainRows } from '../../catalog/mirror-tables.ts';
import { detailed } from './detailed.ts';
import { type Reader, type Scope, type Source, plain, WHOLE, written } from './reader.ts';

const projectScopes = ({ db }: Source): Scope[] =>
  db.prepare<[], Scope>('SELECT id, name FROM remote_project ORDER BY id').all();

/** Of each project: its people, its environments and where its metadata comes from. */
const ofProject = <K extends PlainKind>(kind: K, column: keyof PlainRows[K] & string) => ({
  perCall: 5,
  due: 24,
  after: ['project' as const],
  scopes: projectScopes,
  sweep: (mirror: Parameters<Reader['sweep']>[0], { id }: Scope) =>
    mirror.sweep(kind, { where: `${column} = ?`, value: id }),
});

export const PROJECT_READERS: readonly Reader[] = [
  detailed('project_profile', {
    title: 'Reading project profiles',
    operation: 'datazone:ListProjectProfiles',
    perCall: 50,
    due: 24,
    scopes: () => [WHOLE],
    list: (s, _scope, token, signal) => s.aws.projects.projectProfiles(s.domainId, token, signal),
    details: {
      columns: ['configurations', 'resource_tags'],
      stands: (held, listed) => held.configurations !== null && held.updated_at === listed.updated_at,
      read: (s, row, signal) => s.aws.projects.projectProfile(s.domainId, row.id, signal),
    },
    sweep: (mirror) => mirror.sweep('project_profile', null),
  }),
  {
    kind: 'project_membership',
    title: 'Reading members of projects',
    operation: 'datazone:ListProjectMemberships',
    ...ofProject('project_membership', 'project_id'),
    read: async (s, project, cursor, signal) =>
      written('project_membership', await s.aws.projects.memberships(s.domainId, project.id, cursor, signal)),
  },
  detailed('environment', {
    title: 'Reading environments',
    operation: 'datazone:ListEnvironments',
    ...ofProject('environment', 'project_id'),
    list: (s, project, token, signal) => s.aws.projects.environments(s.domainId, project.id, token, signal),
    details: {
      columns: ['blueprint_id', 'resources', 'last_deployment'],
      stands: (held, listed) =>
        held.resources !== null && held.updated_at === listed.updated_at && held.status === listed.status,
      read: async (s, row, signal) => {
        const told = await s.aws.projects.environment(s.domainId, row.project_id, row.id, signal);
        return { ...told, resources: told.resources ?? '[]' };
      },
    },
  }),
  detailed('data_source', {
    title: 'Reading data sources',
    operation: 'datazone:ListDataSources',
    ...ofProject('data_source', 'project_id'),
    list: (s, project, token, signal) => s.aws.sources.dataSources(s.domainId, project.id, token, signal),
    details: {
      columns: ['publish_on_import', 'generate_names', 'configuration', 'error'],
      stands: (held, listed) =>
        held.configuration !== null && held.updated_at === listed.updated_at && held.status === listed.status,
      read: (s, row, signal) => s.aws.sources.dataSource(s.domainId, row.project_id, row.id, signal),
    },
  }),
  {
    kind: 'data_source_run',
    title: 'Reading runs of data sources',
    operation: 'datazone:ListDataSourceRuns',
    perCall: 25,
    due: 24,
    after: ['data_source'],
    scopes: ({ db }) => db.prepare<[], Scope>('SELECT id, name FROM remote_data_source ORDER BY id').all(),
    read: async (s, { id }, cursor, signal) =>
      written('data_source_run', await s.aws.sources.dataSourceRuns(s.domainId, id, cursor, signal)),
    sweep: (mirror, { id }) => mirror.sweep('data_source_run', { where: 'data_source_id = ?', value: id }),
  },
  plain(
    'metadata_generation_run',
    'Reading metadata generation runs',
    { operation: 'datazone:ListMetadataGenerationRuns', perCall: 50, due: 24 },
    (s, cursor, signal): Promise<Page<PlainRows['metadata_generation_run']>> =>
      s.aws.sources.metadataGenerationRuns(s.domainId, cursor, signal),
  ),
];
