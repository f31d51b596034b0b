import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The folder of what belongs to the person: `MESHWARD_HOME`, or the system's place for application data. */
export function homeFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['MESHWARD_HOME']) return env['MESHWARD_HOME'];
  if (process.platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'meshward');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'meshward');
  const config = env['XDG_CONFIG_HOME'];
  return join(config && isAbsolute(config) ? config : join(homedir(), '.config'), 'meshward');
}

/**
 * Makes a folder that only this person can enter, or proves that it is one.
 * @throws where it is a link, not a folder, or another person's: whoever owns it could swap what lies inside.
 */
export function privateFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory()) throw new Error(`${path} is not a folder`);
  if (process.getuid && found.uid !== process.getuid()) throw new Error(`${path} belongs to another user`);
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) chmodSync(path, 0o700);
  return path;
}
