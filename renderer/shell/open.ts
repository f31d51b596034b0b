import { client } from '../api/client.ts';
import { navigate } from '../api/hash-location.ts';
import { follow } from '../api/job-feed.ts';

export async function startPull(): Promise<void> {
  const { jobId } = await client.sync.pull({});
  follow(jobId);
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
