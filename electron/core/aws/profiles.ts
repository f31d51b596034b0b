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
  if (section === undefined && name !== null)
    throw new Failure(
      'not_found',
      'E_PROFILE',
      `There is no AWS profile “${name}” on this machine.`,
      'Choose one of the profiles listed, or add it to ~/.aws/config.',
      { profile: name },
    );
  const services = section?.services === undefined ? undefined : all.get(`services.${section.services}`);
  const own: ProfileEndpoints['services'] = {};
  for (const service of SERVICES) {
    const value = services?.[`${service}.endpoint_url`];
    if (value !== undefined) own[service] = value;
  }
  return { endpoint: section?.endpoint_url ?? null, services: own };
}
