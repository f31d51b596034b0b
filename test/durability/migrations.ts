import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '#core/db/migrate.ts';
import { migrations } from '#core/db/migrations/index.ts';
import { openDatabase } from '#core/db/open.ts';
import { chance } from './chance.ts';
import type { IoFault } from './io-shim.ts';
import { oldFile, rowsIn } from './old-file.ts';
import { type Death, runOpening } from './run-child.ts';
import { damages } from './verify.ts';

/** How a file stands after its opening was broken off. */
export interface Stand {
  version: number;
  /** Of every row; what the rows are is looked at where it differs. */
  rows: string;
  damages: string[];
  /** Copies from before its format changed. */
  backups: Omit<Stand, 'backups'>[];
}

/** A file in the format of the first so many migrations, and what it must hold at each format from there on. */
export interface Old {
  formats: number;
  file: string;
  rowsAt: ReadonlyMap<number, string>;
}

const digest = (file: string): string =>
  createHash('sha256')
    .update(JSON.stringify(rowsIn(file)))
    .digest('hex');
const versionOf = (formats: number): number => migrations[formats - 1]?.version ?? 0;

/** Every shipped format but the newest, filled with the rows of a real workspace. */
export function oldFiles(from: string, folder: string): Old[] {
  return migrations.slice(0, -1).map((_, at) => {
    const formats = at + 1;
    const file = path.join(folder, `old-${formats}.meshward`);
    oldFile(from, file, formats);
    const rowsAt = new Map([[versionOf(formats), digest(file)]]);
    for (let upTo = formats + 1; upTo <= migrations.length; upTo += 1) {
      const copy = `${file}-${upTo}`;
      fs.copyFileSync(file, copy);
      const db = new Database(copy);
      migrate(db, migrations.slice(0, upTo));
      db.close();
      rowsAt.set(versionOf(upTo), digest(copy));
      fs.rmSync(copy);
    }
    return { formats, file, rowsAt };
  });
}

export function standOf(file: string): Stand {
  const folder = path.join(path.dirname(file), 'backups');
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const backups = names.filter((name) => name.endsWith('.meshward')).map((name) => alone(path.join(folder, name)));
  return { ...alone(file), backups };
}

function alone(file: string): Omit<Stand, 'backups'> {
  const found = damages(file);
  const db = new Database(file, { readonly: true });
  const version = Number(db.pragma('user_version', { simple: true }));
  db.close();
  return { version, rows: digest(file), damages: found };
}

/** A file is at one of the formats on its way, holds the rows of that format, and what it was before is kept beside it. */
export function faultsOf(old: Old, stand: Stand): string[] {
  const from = versionOf(old.formats);
  const whole = ({ version, rows }: Omit<Stand, 'backups'>) => old.rowsAt.get(version) === rows;
  return [
    ...stand.damages,
    ...(whole(stand) ? [] : [`it is no whole file of format ${stand.version}`]),
    ...(stand.version === from || stand.backups.some(({ version }) => version === from) ? [] : ['no copy is kept']),
    ...stand.backups.flatMap((backup) => [
      ...backup.damages,
      ...(whole(backup) ? [] : [`a copy is no whole file of format ${backup.version}`]),
    ]),
  ];
}

/** Every place where the opening of this file can be cut off between two steps. */
export const boundaries = (old: Old): Death[] => [
  { point: 'backup.rename.before', passing: 1 },
  { point: 'backup.rename.after', passing: 1 },
  ...Array.from({ length: migrations.length - old.formats }, (_, at) => at + 1).flatMap((passing): Death[] => [
    { point: 'migration.step.before', passing },
    { point: 'migration.step.after', passing },
  ]),
];

/** Random times within which most openings fall, in ms. */
export function randomTimes(count: number, seed: number): Death[] {
  const random = chance(seed);
  return Array.from({ length: count }, () => ({ afterMs: random() * 60 }));
}

let cases = 0;

/** Cut the opening off, look at the file, and open it again. */
export async function breakOff(old: Old, folder: string, death: Death): Promise<{ killed: boolean; wrong: string[] }> {
  cases += 1;
  const home = path.join(folder, `case-${cases}`);
  fs.mkdirSync(home);
  const file = path.join(home, 'old.meshward');
  fs.copyFileSync(old.file, file);
  const { killed } = await runOpening(file, death);
  const wrong = faultsOf(old, standOf(file));
  openDatabase(file).db.close();
  const last = standOf(file);
  if (last.version !== versionOf(migrations.length)) wrong.push('opened again, it is not up to date');
  wrong.push(...faultsOf(old, last));
  fs.rmSync(home, { recursive: true });
  return { killed, wrong: wrong.map((one) => `${JSON.stringify(death)} from ${versionOf(old.formats)}: ${one}`) };
}

/** Open it on a disk that fails, at so many places. @returns what is wrong, and the codes of the refusals */
export function breakDisk(
  old: Old,
  shim: string,
  folder: string,
  places: number,
): { wrong: string[]; codes: string[] } {
  cases += 1;
  const home = path.join(folder, `faults-${cases}`);
  fs.mkdirSync(home);
  const child = path.join(import.meta.dirname, 'io-migrate-child.ts');
  const { stdout, stderr, status } = spawnSync(process.execPath, [child, home, old.file, String(places)], {
    env: { ...process.env, LD_PRELOAD: shim },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`it died over format ${versionOf(old.formats)}: ${stderr}`);
  const ends = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { fault: IoFault | null; code: string | null; stand: Stand });
  return {
    codes: ends.flatMap(({ code }) => code ?? []),
    wrong: ends.flatMap(({ fault, code, stand }) => [
      ...faultsOf(old, stand).map((one) => `${JSON.stringify(fault)} from ${versionOf(old.formats)}: ${one}`),
      ...(code === 'E_INTERNAL' ? [`${JSON.stringify(fault)}: a refusal without a name`] : []),
      ...(code === null && stand.version !== versionOf(migrations.length)
        ? [`${JSON.stringify(fault)}: answered, and not up to date`]
        : []),
    ]),
  };
}
