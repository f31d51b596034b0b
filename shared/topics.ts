/**
 * The closed list of things that can change. A command or job announces the topics it writes; the page refreshes each
 * query that reads one of them.
 */
export const TOPICS = [
  'workspace',
  'connection',
  'sync',
  'catalog',
  'glossary',
  'changes',
  'lineage',
  'jobs',
  'audit',
] as const;
export type Topic = (typeof TOPICS)[number];

/** What a caller may be allowed to do. An operation names the one it needs. */
export const PERMISSIONS = [
  'read',
  'past.open',
  'workspace.manage',
  'connection.edit',
  'sync.run',
  'import.run',
  'changes.stage',
  'changes.approve',
  'changes.push',
  'jobs.cancel',
] as const;
export type Permission = (typeof PERMISSIONS)[number];
