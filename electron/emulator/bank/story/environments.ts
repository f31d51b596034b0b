/** Blueprints, project profiles and what goes wrong with environments. */

export const blueprints: readonly (readonly [name: string, description: string])[] = [
  ['Tooling', 'The workspace every project begins with.'],
  ['DataLake', 'A data lake of the first generation: Glue databases and Athena.'],
  ['LakehouseCatalog', 'Glue databases over shared storage, governed by Lake Formation.'],
  ['RedshiftServerless', 'A Redshift workgroup.'],
  ['EmrServerless', 'Spark without clusters.'],
  ['MLExperiments', 'Experiment tracking for models.'],
];

export interface ProfileSpec {
  readonly name: string;
  readonly description: string;
  readonly disabled?: true;
  /** blueprint names, in the order they are deployed; `?` at the end: on demand */
  readonly blueprints: readonly string[];
}

export const profiles: readonly ProfileSpec[] = [
  {
    name: 'Data producer',
    description: 'For teams that own data and publish it.',
    blueprints: ['Tooling', 'LakehouseCatalog', 'RedshiftServerless?'],
  },
  {
    name: 'Data consumer',
    description: 'For teams that read what others publish.',
    blueprints: ['Tooling', 'LakehouseCatalog'],
  },
  {
    name: 'Model development',
    description: 'For teams that train models on governed data.',
    blueprints: ['Tooling', 'LakehouseCatalog', 'MLExperiments', 'EmrServerless?'],
  },
  {
    name: 'Pilot of 2024',
    description: 'The first generation. Kept because some environments were made from it.',
    disabled: true,
    blueprints: ['DataLake'],
  },
];

/** Project -> what AWS said when its warehouse was made. */
export const failedEnvironments: Readonly<Record<string, string>> = {
  'Loss Events': 'Resource handler returned message: "Cannot exceed quota for workgroups in this Region"',
  'Open Banking Sandbox': 'Provisioning role arn:aws:iam::444455556666:role/DataZoneProvisioning may not be assumed.',
};
