import * as z from 'zod';
import { Instant, Paging, query } from './define.ts';

export const AuditEntry = z.object({
  seq: z.int(),
  at: Instant,
  /** The person at this machine. */
  actor: z.string(),
  /** Who AWS says we are, where the entry touched AWS. */
  awsArn: z.string().nullable(),
  action: z.string(),
  entity: z.string().nullable(),
  details: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const audit = {
  list: query({ doc: 'The trail of what was done in this workspace, newest first.', reads: ['audit'] })
    .input(z.object({ ...Paging, text: z.string().max(200).default('') }))
    .output(z.object({ total: z.int(), items: z.array(AuditEntry) })),
};
