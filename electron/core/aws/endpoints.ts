export const SERVICES = ['datazone', 'glue', 'identitystore', 'lakeformation', 'organizations', 'sts'] as const;
export type Service = (typeof SERVICES)[number];

export interface Endpoints {
  /** Null where AWS's own endpoint is used. */
  of: Record<Service, string | null>;
  source: 'environment' | 'profile' | 'workspace' | 'sample' | null;
  /** Every address that is not AWS's own, once. */
  foreign: string[];
}

/** The same for every service. */
export const everyService = (endpoint: string | null): Endpoints['of'] => ({
  datazone: endpoint,
  glue: endpoint,
  identitystore: endpoint,
  lakeformation: endpoint,
  organizations: endpoint,
  sts: endpoint,
});

/** Settings of one profile that say where calls go, with its `services` section already merged in. */
export interface ProfileEndpoints {
  endpoint: string | null;
  services: Partial<Record<Service, string>>;
}

/**
 * Where the calls of each service go: the workspace's own setting first, then the environment (AWS_ENDPOINT_URL and
 * AWS_ENDPOINT_URL_<SERVICE>), then the profile. The SDK itself ignores a profile's endpoint_url when the profile is
 * named in code, which is why this is decided here.
 */
export function endpointsFor(env: NodeJS.ProcessEnv, profile: ProfileEndpoints, workspace: string | null): Endpoints {
  const of = everyService(null);
  let source: Endpoints['source'] = null;
  const ignore = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true';
  for (const service of SERVICES) {
    const fromEnv = ignore ? null : (env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? env.AWS_ENDPOINT_URL ?? null);
    const fromProfile = ignore ? null : (profile.services[service] ?? profile.endpoint);
    const candidates = [
      ['workspace', workspace],
      ['environment', fromEnv],
      ['profile', fromProfile],
    ] as const;
    for (const [name, value] of candidates) {
      if (value !== null && value !== '' && of[service] === null) {
        of[service] = value;
        source ??= name;
      }
    }
  }
  const foreign = [...new Set(SERVICES.map((service) => of[service]).filter((value) => value !== null))];
  return { of, source, foreign: foreign.filter((value) => !isAws(value)) };
}

/** Where a sign-in goes, in the same order; the workspace's own setting is not for it. Null for AWS's own endpoint. */
export function signInEndpoint(env: NodeJS.ProcessEnv, fromProfile: string | null): string | null {
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return null;
  return env.AWS_ENDPOINT_URL_SSO_OIDC ?? env.AWS_ENDPOINT_URL ?? fromProfile;
}

/** True for https addresses under AWS's own domains: no consent is asked for those. */
export function isAws(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  return url.protocol === 'https:' && /(^|\.)(amazonaws\.com|amazonaws\.com\.cn|api\.aws)$/.test(url.hostname);
}
