import type { EntityKind } from '#shared/entities.ts';
import type { ChangeWord } from '#shared/history.ts';

/** Looks up by what name an entity goes; its id where nobody ever told one. */
export type NameOf = (kind: EntityKind, id: string) => string;

export interface Told {
  kind: EntityKind;
  name: string;
  change: ChangeWord;
  fields: readonly string[];
  /** The record of then and of now; null where there is none. */
  before: unknown;
  after: unknown;
}

type Row = Record<string, unknown>;

/** What happened, in one line a person would say. Names are strangers' text: shown, never rendered. */
export function sentenceOf(told: Told, nameOf: NameOf): string {
  const row = (told.after ?? told.before) as Row;
  const special = SPECIAL[told.kind]?.(told, row, nameOf);
  if (special !== undefined && special !== null) return special;
  const what = `${NOUNS[told.kind]} ${told.name}`;
  const where = placeOf(told.kind, row, nameOf);
  if (told.change === 'added') return `${capital(what)} came${where}.`;
  if (told.change === 'removed') return `${capital(what)} went${where}.`;
  return `${capital(what)}: ${moves(told)} changed.`;
}

const SPECIAL: Partial<Record<EntityKind, (told: Told, row: Row, nameOf: NameOf) => string | null>> = {
  policy_grant: (told, row, nameOf) => {
    if (told.change === 'changed') return null;
    const entity = entityName(row, nameOf);
    const reach = row.include_child_units === 1 ? ', with the units below' : ', directly';
    return `${entity} ${told.change === 'added' ? 'got' : 'lost'} ${say(row.policy_type)} for ${principal(row, nameOf)}${reach}.`;
  },
  project_membership: (told, row, nameOf) => {
    const member = `${say(row.member_kind)} ${nameOf(row.member_kind === 'group' ? 'group_profile' : 'user_profile', say(row.member_id))}`;
    const project = nameOf('project', say(row.project_id));
    const role = say(row.designation);
    if (told.change === 'added') return `${project} got ${member} as ${role}.`;
    if (told.change === 'removed') return `${project} lost ${member}, who was ${role}.`;
    return `${project}: ${member} is now ${role}, was ${say((told.before as Row).designation)}.`;
  },
  identity_membership: (told, row, nameOf) => {
    const member = nameOf('identity_user', say(row.user_id));
    const group = nameOf('identity_group', say(row.group_id));
    if (told.change === 'changed') return null;
    return told.change === 'added' ? `${member} joined the group ${group}.` : `${member} left the group ${group}.`;
  },
  asset_revision: (told, row, nameOf) => {
    const asset = nameOf('asset', say(row.id));
    if (told.change !== 'changed')
      return `The revision of ${asset} is ${told.change === 'added' ? `known: ${say(row.revision)}` : 'not known any more'}.`;
    return `${asset} is at revision ${say(row.revision)}, was at ${say((told.before as Row).revision)}.`;
  },
  listing: (told, row) => {
    if (told.change === 'added') return `${told.name} was published.`;
    if (told.change === 'removed') return `${told.name} is no longer published.`;
    const was = (told.before as Row).entity_revision;
    return row.entity_revision === was
      ? null
      : `${told.name} is published at revision ${say(row.entity_revision)}, was at ${say(was)}.`;
  },
  domain_unit: (told, row, nameOf) => {
    if (told.change !== 'changed' || !told.fields.includes('owners')) return null;
    const [came, went] = ownersMoved(say((told.before as Row).owners), say(row.owners));
    const names = (list: { kind: string; id: string }[]) =>
      list
        .map((owner) => `${owner.kind} ${nameOf(owner.kind === 'group' ? 'group_profile' : 'user_profile', owner.id)}`)
        .join(', ');
    const parts = [
      ...(came.length > 0 ? [`got ${names(came)} as owner`] : []),
      ...(went.length > 0 ? [`lost ${names(went)} as owner`] : []),
    ];
    const rest = told.fields.filter((field) => field !== 'owners');
    return `${told.name} ${parts.join(' and ')}${rest.length > 0 ? `; ${fieldList(rest)} changed` : ''}.`;
  },
  subscription_request: (told, row) => decided(told, row, 'The request of'),
  subscription: (told, row) => decided(told, row, 'The subscription of'),
  subscription_grant: (told, row, nameOf) => {
    if (told.change !== 'changed' || !told.fields.includes('status')) return null;
    return `The grant on ${nameOf('listing', say(row.listing_id))} is ${say(row.status)}, was ${say((told.before as Row).status)}.`;
  },
  data_source_run: (told, row, nameOf) => {
    const source = nameOf('data_source', say(row.data_source_id));
    if (told.change === 'added') return `Data source ${source} ran: ${say(row.status)}.`;
    return told.change === 'removed' ? `A run of data source ${source} went.` : null;
  },
  lf_permission: (told, row) => {
    if (told.change === 'changed') return null;
    return `${say(row.principal)} ${told.change === 'added' ? 'got' : 'lost'} ${parsed(row.permissions).join(', ')} on ${say(row.resource)}.`;
  },
};

function decided(told: Told, row: Row, what: string): string | null {
  if (told.change !== 'changed' || !told.fields.includes('status')) return null;
  return `${what} ${say(row.subscriber_name)} for ${told.name} is ${say(row.status)}, was ${say((told.before as Row).status)}.`;
}

function entityName(row: Row, nameOf: NameOf): string {
  if (row.entity_type === 'DOMAIN_UNIT') return nameOf('domain_unit', say(row.entity_id));
  if (row.entity_type === 'ASSET_TYPE') return `asset type ${say(row.entity_id)}`;
  return `${say(row.entity_type).toLowerCase().replaceAll('_', ' ')} ${say(row.entity_id)}`;
}

function principal(row: Row, nameOf: NameOf): string {
  const id = say(row.principal_id);
  const designation = row.principal_designation === null ? '' : `${say(row.principal_designation).toLowerCase()}s of `;
  switch (row.principal_kind) {
    case 'user':
      return `user ${nameOf('user_profile', id)}`;
    case 'group':
      return `group ${nameOf('group_profile', id)}`;
    case 'project':
      return `${designation}project ${nameOf('project', id)}`;
    case 'projects_of_unit':
      return `${designation}every project of ${nameOf('domain_unit', id)}`;
    case 'unit_owners':
      return `the owners of ${nameOf('domain_unit', id)}`;
    case 'all_users':
      return 'every user';
    case 'all_projects':
      return `${designation}every project`;
    case 'all_unit_owners':
      return 'the owners of every unit';
    default:
      return 'somebody AWS does not name';
  }
}

type Owner = { kind: string; id: string };

function ownersMoved(before: string, after: string): [came: Owner[], went: Owner[]] {
  const [was, is] = [before, after].map((json) => JSON.parse(json) as Owner[]);
  const lacks = (list: Owner[] | undefined, owner: Owner) =>
    list?.every((one) => one.id !== owner.id || one.kind !== owner.kind) ?? true;
  return [is?.filter((owner) => lacks(was, owner)) ?? [], was?.filter((owner) => lacks(is, owner)) ?? []];
}

function placeOf(kind: EntityKind, row: Row, nameOf: NameOf): string {
  const project = row.project_id ?? row.owning_project_id ?? (row as { projectId?: unknown }).projectId;
  if (typeof project === 'string') return `, in project ${nameOf('project', project)}`;
  const above = kind === 'domain_unit' ? 'domain_unit' : 'organizational_unit';
  if (typeof row.parent_id === 'string') return `, below ${nameOf(above, row.parent_id)}`;
  const glossary = kind === 'glue_glossary_term' ? 'glue_glossary' : 'glossary';
  if (typeof row.glossary_id === 'string') return `, in glossary ${nameOf(glossary, row.glossary_id)}`;
  return '';
}

function moves({ fields, before, after }: Told): string {
  const [only, ...others] = fields;
  if (only === 'name' && others.length === 0)
    return `the name, from ${say((before as Row).name)} to ${say((after as Row).name)},`;
  if (only === 'status' && others.length === 0)
    return `the status, from ${say((before as Row).status)} to ${say((after as Row).status)},`;
  return fieldList(fields);
}

const fieldList = (fields: readonly string[]): string => {
  const words = fields.map((field) => field.replaceAll('_', ' '));
  return words.length < 2 ? (words[0] ?? 'something') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
};

const parsed = (json: unknown): string[] => (typeof json === 'string' ? (JSON.parse(json) as string[]) : []);
const say = (value: unknown): string =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : 'none';
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const NOUNS: Record<EntityKind, string> = {
  domain: 'domain',
  domain_unit: 'domain unit',
  policy_grant: 'policy grant',
  rule: 'rule',
  project: 'project',
  project_profile: 'project profile',
  project_membership: 'membership',
  environment: 'environment',
  user_profile: 'user',
  group_profile: 'group',
  form_type: 'form type',
  asset_type: 'asset type',
  lineage_node_type: 'lineage node type',
  glossary: 'glossary',
  glossary_term: 'term',
  asset: 'asset',
  asset_revision: 'revision',
  asset_filter: 'asset filter',
  quality_point: 'quality result',
  listing: 'listing',
  data_product: 'data product',
  data_source: 'data source',
  data_source_run: 'run of data source',
  subscription_request: 'subscription request for',
  subscription: 'subscription to',
  subscription_grant: 'subscription grant',
  metadata_generation_run: 'metadata generation run',
  lineage_event: 'lineage event of',
  lineage_node: 'lineage node',
  glue_database: 'Glue database',
  glue_table: 'Glue table',
  glue_quality_ruleset: 'quality ruleset',
  glue_quality_result: 'quality result',
  glue_glossary: 'Glue glossary',
  glue_glossary_term: 'Glue term',
  lf_tag: 'LF-Tag',
  lf_tag_assignment: 'LF-Tag on',
  lf_permission: 'permission of',
  lf_data_cells_filter: 'data cells filter',
  identity_user: 'Identity Center user',
  identity_group: 'Identity Center group',
  identity_membership: 'group membership',
  organizational_unit: 'organizational unit',
  account: 'account',
};
