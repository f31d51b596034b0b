/**
 * What DataZone calls a dataset or job of OpenLineage: an ARN where the namespace is one, an address below a namespace
 * that is one, else the two joined by a dot (api-surface §1a).
 */
export function sourceIdentifier(namespace: unknown, name: string): string {
  if (typeof namespace !== 'string' || namespace === '') return name;
  if (name.startsWith(namespace)) return name;
  if (namespace.startsWith('arn:')) return `${namespace}:${name}`;
  return namespace.includes('://') ? `${namespace}/${name}` : `${namespace}.${name}`;
}
