import * as z from 'zod';
import { type Connection, type Profile as ProfileShape, sync } from '#shared/sync.ts';
import { workspace } from '#shared/workspace.ts';

export type Profile = z.infer<typeof ProfileShape>;

/** What stands in the form, as typed. */
export interface Draft {
  name: string;
  path: string;
  profile: string | null;
  region: string;
  domainId: string;
  identityStoreId: string;
  endpoint: string;
  allowEndpoint: boolean;
  allowProgram: boolean;
}

export function draftOf(connection: Connection | null): Draft {
  return {
    name: '',
    path: '',
    profile: connection?.profile ?? null,
    region: connection?.region ?? '',
    domainId: connection?.domainId ?? '',
    identityStoreId: connection?.identityStoreId ?? '',
    endpoint: connection?.endpointSource === 'workspace' ? (connection.endpoint ?? '') : '',
    allowEndpoint: connection?.endpointSource === 'workspace' && connection.endpointAllowed,
    allowProgram: connection !== null,
  };
}

const blankToNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** The same as the contract wants it. */
export const connectInput = (draft: Draft) => ({
  profile: draft.profile,
  region: draft.region.trim(),
  domainId: blankToNull(draft.domainId),
  identityStoreId: blankToNull(draft.identityStoreId),
  endpoint: blankToNull(draft.endpoint),
  allowEndpoint: draft.endpoint.trim() !== '' && draft.allowEndpoint,
});

export const createInput = (draft: Draft) => ({ path: draft.path.trim(), name: draft.name.trim() });

export type Problems = Partial<Record<keyof Draft, string>>;

const hints: Partial<Record<string, string>> = {
  name: 'Give the workspace a name.',
  path: 'Say where the file goes, with its full path.',
  region: 'A region looks like ap-southeast-2.',
  domainId: 'A domain id looks like dzd_4abc5def6ghi7j.',
  identityStoreId: 'An identity store id looks like d-1234567890.',
  endpoint: 'An endpoint is an http or https address.',
};

const shapeOf = (procedure: { '~orpc': { inputSchema?: unknown } }) => procedure['~orpc'].inputSchema as z.ZodType;

/** What the contract would refuse, by field, before anything is sent. */
export function problemsOf(
  draft: Draft,
  { creating, program }: { creating: boolean; program: string | null },
): Problems {
  const problems: Problems = {};
  const check = (shape: z.ZodType, value: object) => {
    for (const issue of shape.safeParse(value).error?.issues ?? []) {
      const field = String(issue.path[0]);
      problems[field as keyof Draft] = hints[field] ?? issue.message;
    }
  };
  check(shapeOf(sync.connect), connectInput(draft));
  if (creating) check(shapeOf(workspace.create), createInput(draft));
  if (draft.endpoint.trim() !== '' && !problems.endpoint && !draft.allowEndpoint)
    problems.allowEndpoint = 'Agree to this endpoint, or leave it empty to call AWS itself.';
  if (program !== null && !draft.allowProgram)
    problems.allowProgram = 'Agree to this program, or choose another profile.';
  return problems;
}
