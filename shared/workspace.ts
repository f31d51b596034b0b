import * as z from 'zod';
import { command, Instant, query } from './define.ts';

export const WorkspacePath = z.string().min(1).max(4096);

export const WorkspaceInfo = z.object({
  path: z.string(),
  name: z.string(),
  id: z.string(),
  createdAt: Instant,
  /** Number of the newest migration in the file. */
  schemaVersion: z.int(),
  /** True for the sample bank: it is marked as such on every screen. */
  sample: z.boolean(),
  /** Why nothing can be written now; null while it can. A full disk is told here and goes away by itself. */
  readOnly: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The past pull whose moment every screen shows; null for the present. */
  asOf: z.object({ runId: z.int(), at: Instant }).nullable(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type WorkspaceInfo = z.infer<typeof WorkspaceInfo>;

export const RecentWorkspace = z.object({
  path: z.string(),
  name: z.string(),
  openedAt: Instant,
  exists: z.boolean(),
});

const writes = ['workspace', 'connection', 'sync', 'catalog', 'glossary', 'jobs', 'audit'] as const;

export const workspace = {
  current: query({ doc: 'The open workspace, or null.', reads: ['workspace'] }).output(WorkspaceInfo.nullable()),
  recent: query({ doc: 'Workspaces opened lately, newest first.', reads: ['workspace'] }).output(
    z.array(RecentWorkspace),
  ),
  create: command({ doc: 'Create a workspace file and open it.', writes, needs: 'workspace.manage', inPast: true })
    .input(z.object({ path: WorkspacePath, name: z.string().trim().min(1).max(120) }))
    .output(WorkspaceInfo),
  open: command({ doc: 'Open a workspace file.', writes, needs: 'workspace.manage', inPast: true })
    .input(z.object({ path: WorkspacePath }))
    .output(WorkspaceInfo),
  openSample: command({
    doc: 'Open the sample bank: a workspace connected to the emulator on this machine.',
    writes,
    needs: 'workspace.manage',
    inPast: true,
  }).output(WorkspaceInfo),
  close: command({ doc: 'Close the open workspace.', writes, needs: 'workspace.manage', inPast: true }).output(
    z.object({ closed: z.boolean() }),
  ),
  forget: command({
    doc: 'Take a file off the list of recent workspaces; the file itself stays.',
    writes: ['workspace'],
    needs: 'workspace.manage',
    inPast: true,
  })
    .input(z.object({ path: WorkspacePath }))
    .output(z.array(RecentWorkspace)),
};
