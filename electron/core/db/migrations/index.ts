import type { Migration } from '../migrate.ts';
import { ledger } from './0010-ledger.ts';
import { mirror } from './0020-mirror.ts';
import { sync } from './0030-sync.ts';
import { search } from './0040-search.ts';
import { history } from './0050-history.ts';
import { mirrorMore } from './0060-mirror-more.ts';
import { lineage } from './0070-lineage.ts';
import { changes } from './0080-changes.ts';
import { tagRules } from './0090-tag-rules.ts';
import { glossaryPlan } from './0100-glossary-plan.ts';

/** In order; once released a migration's text never changes (its hash is in every file). */
export const migrations: readonly Migration[] = [
  ledger,
  mirror,
  sync,
  search,
  history,
  mirrorMore,
  lineage,
  changes,
  tagRules,
  glossaryPlan,
];
