import { ASSET_READERS } from './assets.ts';
import { CATALOG_READERS } from './catalog.ts';
import { DOMAIN_READERS } from './domain.ts';
import { FILTER_READERS } from './filters.ts';
import { GLUE_READERS } from './glue.ts';
import { LAKE_READERS } from './lake-formation.ts';
import { LINEAGE_READERS } from './lineage.ts';
import { ORGANIZATION_READERS } from './organizations.ts';
import { PEOPLE_READERS } from './people.ts';
import { POLICY_READERS } from './policies.ts';
import { PROJECT_READERS } from './projects.ts';
import { QUALITY_READERS } from './quality.ts';
import type { Reader } from './reader.ts';
import { SUBSCRIPTION_READERS } from './subscriptions.ts';

/** Every kind a pull reads, each behind what it rests on (`after`). */
export const READERS: readonly Reader[] = [
  ...DOMAIN_READERS,
  ...CATALOG_READERS,
  ...PEOPLE_READERS,
  ...GLUE_READERS,
  ...ASSET_READERS,
  ...PROJECT_READERS,
  ...POLICY_READERS,
  ...SUBSCRIPTION_READERS,
  ...FILTER_READERS,
  ...LINEAGE_READERS,
  ...QUALITY_READERS,
  ...LAKE_READERS,
  ...ORGANIZATION_READERS,
];
