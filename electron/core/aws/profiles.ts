import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import type * as z from 'zod';
import type { Profile } from '#shared/sync.ts';
import { Failure } from '../failure.ts';
import { type ProfileEndpoints, SERVICES } from './endpoints.ts';

type Section = Record<string, string | undefined>;

async function sections(env: NodeJS.ProcessEnv): Promise<Map<string, Section>> {
  const files = await loadSharedConfigFiles({
    ignoreCache: true,
    ...(env.AWS_CONFIG_FILE === undefined ? {} : { configFilepath: env.AWS_CONFIG_FILE }),
    ...(env.AWS_SHARED_CREDENTIALS_FILE === undefined ? {} : { filepath: env.AWS_SHARED_CREDENTIALS_FILE }),
  });
  const merged = new Map<string, Section>();
  for (const file of [files.configFile, files.credentialsFile])
    for (const [name, section] of Object.entries(file)) merged.set(name, { ...merged.get(name), ...section });
  return merged;
}

const isProfile = (name: string) => !/^(services|sso-session)\./.test(name);

/** The profiles of ~/.aws/config and ~/.aws/credentials; settings only, no secret leaves this function. */
export async function profiles(env: NodeJS.ProcessEnv): Promise<z.infer<typeof Profile>[]> {
  const all = await sections(env);
  return [...all]
    .filter(([name]) => isProfile(name))
    .map(([name, section]) => ({
      name,
      region: section.region ?? null,
      kind: kindOf(section),
      ssoSession: section.sso_session ?? section.sso_start_url ?? null,
      endpoint: section.endpoint_url ?? null,
      runs: section.credential_process ?? null,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function kindOf(section: Section): z.infer<typeof Profile>['kind'] {
  if (section.sso_session !== undefined || section.sso_start_url !== undefined) return 'sso';
  if (section.web_identity_token_file !== undefined) return 'web_identity';
  if (section.role_arn !== undefined) return 'role';
  if (section.credential_process !== undefined) return 'process';
  if (section.aws_access_key_id !== undefined) return 'keys';
  return 'unknown';
}

/** Where the named profile (or the default one) sends calls. `E_PROFILE` when a profile is named that is not there. */
export async function profileEndpoints(env: NodeJS.ProcessEnv, name: string | null): Promise<ProfileEndpoints> {
  const all = await sections(env);
  const section = all.get(name ?? env.AWS_PROFILE ?? 'default');
  if (section === undefined && name !== null) throw unknownProfile(name);
  const services = section?.services === undefined ? undefined : all.get(`services.${section.services}`);
  const own: ProfileEndpoints['services'] = {};
  for (const service of SERVICES) {
    const value = services?.[`${service}.endpoint_url`];
    if (value !== undefined) own[service] = value;
  }
  return { endpoint: section?.endpoint_url ?? null, services: own };
}

/** How a profile signs in with IAM Identity Center. */
export interface SsoSettings {
  profile: string;
  /** Null for the older kind of profile, which holds the start URL itself. */
  session: string | null;
  startUrl: string;
  region: string;
  scopes: string[];
  endpoint: string | null;
}

/** What the other kinds of profiles sign in with. */
const OTHER_WAYS: Record<Exclude<z.infer<typeof Profile>['kind'], 'sso'>, string> = {
  role: 'a role of another profile',
  keys: 'access keys',
  process: 'a program of its own (credential_process)',
  web_identity: 'a web identity token',
  unknown: 'something Meshward does not know',
};

/** `E_PROFILE` when there is no such profile, `E_PROFILE_NOT_SSO` when it signs in another way. */
export async function ssoSettings(env: NodeJS.ProcessEnv, name: string): Promise<SsoSettings> {
  const all = await sections(env);
  const section = isProfile(name) ? all.get(name) : undefined;
  if (section === undefined) throw unknownProfile(name);
  const kind = kindOf(section);
  if (kind !== 'sso')
    throw new Failure(
      'invalid',
      'E_PROFILE_NOT_SSO',
      `This profile signs in with ${OTHER_WAYS[kind]}; nothing to do here.`,
      section.source_profile === undefined
        ? 'Pull with it as it is, or choose a profile of IAM Identity Center.'
        : `Sign in with “${section.source_profile}”, the profile it starts from, if that one is of IAM Identity Center.`,
      { profile: name, kind },
    );
  const session = section.sso_session ?? null;
  const source = session === null ? section : all.get(`sso-session.${session}`);
  if (source?.sso_start_url === undefined || source.sso_region === undefined)
    throw new Failure(
      'invalid',
      'E_PROFILE_SSO',
      session === null
        ? `The AWS profile “${name}” lacks sso_start_url or sso_region.`
        : `The AWS profile “${name}” names the SSO session “${session}”, which lacks sso_start_url or sso_region.`,
      'Complete it in ~/.aws/config, or run “aws configure sso”.',
      { profile: name },
    );
  const services = section.services === undefined ? undefined : all.get(`services.${section.services}`);
  return {
    profile: name,
    session,
    startUrl: source.sso_start_url,
    region: source.sso_region,
    scopes: session === null ? [] : scopesOf(source.sso_registration_scopes),
    endpoint: services?.['sso_oidc.endpoint_url'] ?? section.endpoint_url ?? null,
  };
}

/** The one scope that the AWS CLI asks for where none is named: without it there is no refresh token. */
const DEFAULT_SCOPE = 'sso:account:access';

function scopesOf(setting: string | undefined): string[] {
  const named = (setting ?? '').split(',').flatMap((scope) => (scope.trim() === '' ? [] : [scope.trim()]));
  return named.length === 0 ? [DEFAULT_SCOPE] : named;
}

const unknownProfile = (name: string): Failure =>
  new Failure(
    'not_found',
    'E_PROFILE',
    `There is no AWS profile “${name}” on this machine.`,
    'Choose one of the profiles listed, or add it to ~/.aws/config.',
    { profile: name },
  );
