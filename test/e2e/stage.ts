import { chownSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm run e2e` laid out: the built product and the programs it runs in, readable to an unprivileged user. */
interface Stage {
  /** Folder with package.json, dist and SQLite. */
  app: string;
  /** Folder the unprivileged user may write to. */
  user: string;
  node: string;
  /** Starts Electron as the unprivileged user. */
  electron: string;
  /** Starts Node as the unprivileged user. */
  nodeAsUser: string;
  /** Electron's own program. */
  electronProgram: string;
  chromium: string;
  /** True where the Electron is the one lent for tests, in whose own Node SQLite does not run. */
  standIn: boolean;
  uid: number | null;
  display: Record<string, string> | null;
}

export const stage: Stage = read();

function read(): Stage {
  const file = process.env['MESHWARD_E2E_STAGE'];
  if (!file) throw new Error('The e2e tests are run by `npm run e2e`, which lays out what they need.');
  return JSON.parse(readFileSync(file, 'utf8')) as Stage;
}

/** A folder of the unprivileged user's own, to be somebody's home. */
export function freshHome(): string {
  const home = mkdtempSync(join(stage.user, 'home-'));
  if (stage.uid !== null) chownSync(home, stage.uid, stage.uid);
  return home;
}

/** The environment of a person with nothing set up: no AWS, own folders, the display of the tests. */
export function cleanEnvironment(home: string, more: Record<string, string> = {}): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of ['PATH', 'LANG', 'TZ']) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  for (const folder of ['config', 'cache', 'data', 'runtime']) {
    const path = join(home, folder);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (stage.uid !== null) chownSync(path, stage.uid, stage.uid);
  }
  return {
    ...environment,
    ...stage.display,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: join(home, 'runtime'),
    MESHWARD_HOME: join(home, 'meshward'),
    AWS_CONFIG_FILE: join(home, 'aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'aws-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...more,
  };
}
