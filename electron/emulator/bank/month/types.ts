import type { Bank } from '#emulator/bank/bank.ts';
import type { Asset, DomainUnit, Group, Project, Term, User } from '#emulator/bank/types.ts';

export type ChangeKind =
  | 'domain_unit'
  | 'project'
  | 'project_profile'
  | 'environment'
  | 'project_membership'
  | 'policy_grant'
  | 'form_type'
  | 'asset_type'
  | 'glossary'
  | 'glossary_term'
  | 'asset'
  | 'listing'
  | 'data_product'
  | 'data_source'
  | 'data_source_run'
  | 'subscription_request'
  | 'subscription'
  | 'subscription_grant'
  | 'asset_filter'
  | 'rule'
  | 'metadata_generation_run'
  | 'user_profile'
  | 'group_profile'
  | 'identity_user'
  | 'identity_group'
  | 'identity_membership'
  | 'glue_table'
  | 'glue_database'
  | 'account'
  | 'organizational_unit'
  | 'lf_tag'
  | 'lf_tag_assignment'
  | 'lf_permission'
  | 'lf_data_cells_filter'
  | 'glue_quality_ruleset'
  | 'glue_quality_result'
  | 'glue_glossary'
  | 'glue_glossary_term'
  | 'lineage_event'
  | 'lineage_node'
  | 'quality_point';

/**
 * One difference a pull before the month and one after it must find. `id` is the one AWS tells (a membership's is
 * `project/principal`, a Glue table's `catalog/database/table`). `fields` are names of AWS's answer, without revisions,
 * times and who: those move with every change. Of an asset's forms they are `columns`, `columnNames`,
 * `columnDescriptions`, `columnTerms`, `readMe` and `predictions`.
 */
export interface Change {
  readonly kind: ChangeKind;
  readonly id: string;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly fields?: readonly string[];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a step of the month works with. Lookups are by present name; what a smaller bank lacks is undefined. */
export interface Month {
  readonly bank: Bank;
  readonly added: (kind: ChangeKind, what: Named) => void;
  readonly removed: (kind: ChangeKind, what: Named) => void;
  readonly changed: (kind: ChangeKind, what: Named, ...fields: readonly string[]) => void;
  /** a hand-written asset, by the name it was built with */
  readonly asset: (name: string) => Asset | undefined;
  readonly unit: (name: string) => DomainUnit | undefined;
  readonly project: (name: string) => Project | undefined;
  readonly user: (userName: string) => User | undefined;
  readonly group: (name: string) => Group | undefined;
  readonly term: (name: string) => Term | undefined;
}

/** Something somebody did that month, and what it changes. Does nothing in a bank without what it is about. */
export type Step = (month: Month) => void;
