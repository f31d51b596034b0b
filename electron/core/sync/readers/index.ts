import { ASSET_READERS } from './assets.ts';
import { CATALOG_READERS } from './catalog.ts';
import { DOMAIN_READERS } from './domain.ts';
import { GLUE_READERS } from './glue.ts';
import { PEOPLE_READERS } from './people.ts';
import type { Reader } from './reader.ts';

/** Every kind a pull reads, each behind what it rests on (`after`). */
export const READERS: readonly Reader[] = [
  ...DOMAIN_READERS,
  ...CATALOG_READERS,
  ...PEOPLE_READERS,
  ...GLUE_READERS,
  ...ASSET_READERS,
];
