/** The host of an address as typed; null where it is none. */
export function hostIn(address: string): string | null {
  try {
    return new URL(address).host || null;
  } catch {
    return null;
  }
}

/** The host of an endpoint, or the endpoint itself where it has none. */
export const hostOf = (endpoint: string): string => hostIn(endpoint) ?? endpoint;
