import type { Job } from '#shared/jobs.ts';
import { client } from '../api/client.ts';
import { navigate } from '../api/hash-location.ts';
import { follow } from '../api/job-feed.ts';

/** Starts a pull; with nothing said, one that reads what is due. */
export async function startPull(choice: Parameters<typeof client.sync.pull>[0] = {}): Promise<void> {
  const { jobId } = await client.sync.pull(choice);
  follow(jobId);
}

export async function startSize(): Promise<void> {
  const { jobId } = await client.sync.size({});
  follow(jobId);
}

/** Opens the workspace as it was at the end of a past pull. */
export async function openPast(runId: number): Promise<void> {
  const { jobId } = await client.sync.asOf({ runId });
  follow(jobId);
}

export async function backToNow(): Promise<void> {
  await client.sync.present();
}

export async function goOn({ id }: Pick<Job, 'id'>): Promise<void> {
  await client.jobs.goOn({ jobId: id });
}

export async function startSignIn(profile: string): Promise<void> {
  const { jobId } = await client.sync.signIn({ profile });
  follow(jobId);
}

/** Opens the sample bank and, the first time, fills it. */
export async function openSample(): Promise<void> {
  await client.workspace.openSample();
  navigate('/catalog');
  const { total } = await client.sync.runs({ limit: 1 });
  if (total === 0) await startPull();
}

export async function openFile(path: string): Promise<void> {
  await client.workspace.open({ path });
  navigate('/catalog');
}

export async function closeWorkspace(): Promise<void> {
  await client.workspace.close();
  navigate('/');
}
