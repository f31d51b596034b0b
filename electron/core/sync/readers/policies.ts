import type { Page } from '../../aws/page.ts';
import { POLICIES_ON, type Policy, type PolicyEntity } from '../../aws/policies-on.ts';
import type { PolicyGrantRow } from '../../catalog/rows-governance.ts';
import { Failure } from '../../failure.ts';
import { detailed, refusal } from './detailed.ts';
import type { Reader, ReadPage, Scope, Source } from './reader.ts';

/** Questions that are still to be put: a policy on an entity, and from which page on. */
interface Question {
  type: PolicyEntity;
  id: string;
  policy: Policy;
  token: string | null;
}

interface Cursor {
  open: Question[];
  /** Policies AWS would not tell, and in whose words. */
  refused: { policies: Policy[]; message: string } | null;
}

/** Questions put at once: all that one entity has. */
const AT_ONCE = 9;

const BLUEPRINTS: Scope = { id: 'ENVIRONMENT_BLUEPRINT_CONFIGURATION', name: 'blueprint configurations' };
const PROFILES: Scope = { id: 'ENVIRONMENT_PROFILE', name: 'environment profiles' };
const TYPE = 'ASSET_TYPE/';

const unitScopes = ({ db, growth }: Source): Scope[] =>
  db
    .prepare<[], Scope>(`SELECT id, name FROM remote_domain_unit WHERE ${growth.known('domain_unit')} ORDER BY id`)
    .all();

/**
 * Who may do what: one question per policy and entity, all policies of one entity together. A policy that AWS does not
 * tell makes its scope partial; the others of it are read.
 */
const grantReader: Reader = {
  kind: 'policy_grant',
  title: 'Reading policy grants',
  operation: 'datazone:ListPolicyGrants',
  perCall: 1,
  due: 24,
  beside: ['domain_unit', 'asset_type', 'environment'],
  scopes: (source) => [
    ...unitScopes(source),
    ...source.db
      .prepare<[string], Scope>(
        `SELECT ? || name AS id, name FROM remote_type WHERE kind = 'asset_type' AND ${source.growth.known('asset_type')} ORDER BY name`,
      )
      .all(TYPE),
    BLUEPRINTS,
    ...(source.growth.ended('environment') ? [PROFILES] : []),
  ],
  read: async (source, scope, cursor, signal) => {
    const at: Cursor =
      cursor === null
        ? { open: questionsOn(await entities(source, scope, signal)), refused: null }
        : (JSON.parse(cursor) as Cursor);
    const now = at.open.slice(0, AT_ONCE);
    const answers = await Promise.all(now.map((question) => ask(source, question, signal)));
    return answered(at, now, answers);
  },
  sweep: (mirror, { id }) =>
    mirror.sweep(
      'policy_grant',
      id === BLUEPRINTS.id || id === PROFILES.id
        ? { where: 'entity_type = ?', value: id }
        : id.startsWith(TYPE)
          ? { where: "entity_type = 'ASSET_TYPE' AND entity_id = ?", value: id.slice(TYPE.length) }
          : { where: "entity_type <> 'ASSET_TYPE' AND entity_id = ?", value: id },
    ),
};

/** What a scope is about. Environment profiles are those some environment was made by. */
async function entities(
  { aws, domainId, accountId, db }: Source,
  scope: Scope,
  signal: AbortSignal,
): Promise<{ type: PolicyEntity; ids: string[] }> {
  if (scope.id === PROFILES.id)
    return {
      type: 'ENVIRONMENT_PROFILE',
      ids: db
        .prepare('SELECT DISTINCT profile_id FROM remote_environment WHERE profile_id IS NOT NULL')
        .pluck()
        .all() as string[],
    };
  if (scope.id !== BLUEPRINTS.id)
    return scope.id.startsWith(TYPE)
      ? { type: 'ASSET_TYPE', ids: [scope.name] }
      : { type: 'DOMAIN_UNIT', ids: [scope.id] };
  const ids: string[] = [];
  for (let token: string | null = null; ; ) {
    const page: Page<string> = await aws.policies.blueprintConfigurations(domainId, token, signal);
    // A configuration is named by the account it is in and the blueprint it is of.
    ids.push(...page.items.map((blueprint) => `${accountId}:${blueprint}`));
    if (page.nextToken === null || page.nextToken === token)
      return { type: 'ENVIRONMENT_BLUEPRINT_CONFIGURATION', ids };
    token = page.nextToken;
  }
}

const questionsOn = ({ type, ids }: { type: PolicyEntity; ids: string[] }): Question[] =>
  ids.flatMap((id) => POLICIES_ON[type].map((policy) => ({ type, id, policy, token: null })));

async function ask(
  { aws, domainId }: Source,
  question: Question,
  signal: AbortSignal,
): Promise<Page<PolicyGrantRow> | Failure> {
  try {
    const { type, id, policy, token } = question;
    return await aws.policies.policyGrants(domainId, { type, id }, policy, token, signal);
  } catch (error) {
    return refusal(error, signal);
  }
}

function answered(at: Cursor, now: Question[], answers: (Page<PolicyGrantRow> | Failure)[]): ReadPage {
  const failures = answers.filter((answer) => answer instanceof Failure);
  const [first] = failures;
  // Not one of them was told: that is the scope's own failure.
  if (first !== undefined && failures.length === now.length && at.refused === null && now.length === at.open.length)
    throw first;
  const pages = answers.map((answer) => (answer instanceof Failure ? null : answer));
  const again = now.flatMap((question, index) => {
    const token = pages[index]?.nextToken ?? null;
    return token === null ? [] : [{ ...question, token }];
  });
  const refusedNow = now.flatMap(({ policy }, index) => (pages[index] === null ? [policy] : []));
  const refused =
    first === undefined && at.refused === null
      ? null
      : {
          policies: [...new Set([...(at.refused?.policies ?? []), ...refusedNow])],
          message: at.refused?.message ?? first?.message ?? '',
        };
  const open = [...again, ...at.open.slice(now.length)];
  const rows = pages.flatMap((page) => page?.items ?? []);
  return {
    items: rows.length,
    next: open.length === 0 ? null : JSON.stringify({ open, refused }),
    total: null,
    write: (mirror) => rows.map((row) => mirror.put('policy_grant', row)),
    ...(open.length === 0 && refused !== null ? { short: untold(refused) } : {}),
  };
}

const untold = ({ policies: names, message }: NonNullable<Cursor['refused']>): Failure =>
  new Failure(
    'denied',
    'W_POLICIES_DENIED',
    `The grants of ${names.join(', ')} were not told: ${message}`,
    'Ask for datazone:ListPolicyGrants; the other policies were read, nothing was deleted.',
  );

export const POLICY_READERS: readonly Reader[] = [
  grantReader,
  detailed('rule', {
    title: 'Reading rules',
    operation: 'datazone:ListRules',
    perCall: 1,
    due: 24,
    beside: ['domain_unit'],
    scopes: unitScopes,
    list: (s, unit, token, signal) => s.aws.policies.rules(s.domainId, unit.id, token, signal),
    details: {
      columns: ['description', 'detail', 'created_by', 'created_at'],
      stands: (held, listed) =>
        held.detail !== null && held.revision === listed.revision && held.updated_at === listed.updated_at,
      read: (s, row, signal) => s.aws.policies.rule(s.domainId, row.unit_id ?? '', row.id, signal),
    },
    sweep: (mirror, unit) => mirror.sweep('rule', { where: 'unit_id = ?', value: unit.id }),
  }),
];
