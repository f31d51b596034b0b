import fs from 'node:fs';
import path from 'node:path';
import { isErrno } from '../db/open.ts';
import { Failure } from '../failure.ts';

export interface NewFile {
  name: string;
  bytes: Uint8Array;
}

export interface Placing {
  /** Whether what is there may be replaced. */
  overwrite: boolean;
  /** By which drafts of this writing are told from those of others. */
  mark: string;
  /** True when it is done again after the core died: what lies there may be its own. */
  again: boolean;
}

/**
 *   draft beside the target, written and synced ──> its name, in one step
 *
 * A file that is complete or not there at all. Refuses (`E_EXPORT_…`) a folder that is not there, a file that is.
 */
export function placeFile(target: string, bytes: Uint8Array, placing: Placing): void {
  const draft = `${target}.${placing.mark}.part`;
  guarded(target, () => {
    const stat = fs.lstatSync(target, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) throw notAFile(target);
    if (stat !== undefined && !placing.overwrite) {
      if (placing.again && holds(target, bytes)) return;
      throw exists(target);
    }
    try {
      write(draft, bytes);
      if (placing.overwrite) fs.renameSync(draft, target);
      else giveName(draft, target);
    } finally {
      fs.rmSync(draft, { force: true });
    }
    syncFolder(path.dirname(target));
  });
}

/**
 * The same for a folder of files, which is new afterwards: one that holds anything else than CSV files is refused
 * (`E_EXPORT_FOLDER`), whatever `overwrite` says, and so is one that is not empty without it.
 */
export function placeFolder(target: string, files: readonly NewFile[], placing: Placing): void {
  const draft = `${target}.${placing.mark}.part`;
  const aside = `${target}.${placing.mark}.old`;
  guarded(target, () => {
    // Set aside by a writing that died before the new one had its name.
    if (placing.again && !fs.existsSync(target) && fs.existsSync(aside)) fs.renameSync(aside, target);
    const stat = fs.lstatSync(target, { throwIfNoEntry: false });
    if (stat !== undefined && !stat.isDirectory()) throw notAFolder(target);
    const there = stat === undefined ? [] : fs.readdirSync(target, { withFileTypes: true });
    if (placing.again && there.length === files.length && there.every(({ name }) => isOneOf(target, name, files))) {
      fs.rmSync(aside, { recursive: true, force: true });
      return;
    }
    if (there.length > 0 && !placing.overwrite) throw exists(target);
    if (there.some((entry) => !entry.isFile() || !entry.name.toLowerCase().endsWith('.csv'))) throw foreign(target);
    try {
      fs.rmSync(draft, { recursive: true, force: true });
      fs.mkdirSync(draft);
      for (const { name, bytes } of files) write(path.join(draft, name), bytes);
      syncFolder(draft);
      if (stat !== undefined) fs.renameSync(target, aside);
      try {
        fs.renameSync(draft, target);
      } catch (error) {
        if (stat !== undefined) fs.renameSync(aside, target);
        throw error;
      }
      fs.rmSync(aside, { recursive: true, force: true });
    } finally {
      fs.rmSync(draft, { recursive: true, force: true });
    }
    syncFolder(path.dirname(target));
  });
}

/** A name of a file for a text of any kind, on any system: short, printable, none of Windows' own; another than `taken`. */
export function fileName(text: string, ending: string, taken: Set<string>): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd<>:"/\\|?*]/gu, '_')
    .replaceAll(/^[\s.]+|[\s.]+$/gu, '');
  // 60 characters of up to four bytes: with the rest it is below the 255 bytes a name may have.
  let base = Array.from(plain).slice(0, 60).join('').trimEnd();
  if (base === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/iu.test(base)) base = `_${base}`;
  for (let copy = 1; ; copy += 1) {
    const name = `${base}${copy === 1 ? '' : ` (${copy})`}${ending}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

function write(file: string, bytes: Uint8Array): void {
  fs.rmSync(file, { force: true });
  const handle = fs.openSync(file, 'wx', 0o600);
  try {
    // One call may write less than it was given.
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(handle, bytes, at);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Never replaces a file; not every disk (FAT, some shares) knows links. */
function giveName(draft: string, target: string): void {
  try {
    fs.linkSync(draft, target);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].some((code) => isErrno(error, code))) throw error;
    if (fs.existsSync(target)) throw exists(target);
    fs.renameSync(draft, target);
  }
}

/** A name is only safe once its folder is; Windows has no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

const holds = (file: string, bytes: Uint8Array): boolean => {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size === bytes.length && fs.readFileSync(file).equals(bytes);
};
const isOneOf = (folder: string, name: string, files: readonly NewFile[]): boolean => {
  const one = files.find((file) => file.name === name);
  return one !== undefined && holds(path.join(folder, name), one.bytes);
};

function guarded(target: string, work: () => void): void {
  const folder = path.dirname(target);
  if (!fs.existsSync(folder))
    throw new Failure(
      'not_found',
      'E_EXPORT_FOLDER',
      `The folder “${folder}” does not exist.`,
      'Choose a folder that exists.',
    );
  try {
    work();
  } catch (error) {
    if (isErrno(error, 'EEXIST')) throw exists(target);
    if (['EACCES', 'EPERM', 'EROFS', 'EBUSY'].some((code) => isErrno(error, code)))
      throw new Failure(
        'denied',
        'E_EXPORT_DENIED',
        `“${target}” could not be written: it is open elsewhere, or you may not write there.`,
        'Close it in other programs, or choose another place.',
      );
    if (['ENAMETOOLONG', 'ENOTDIR', 'EINVAL', 'ENOENT'].some((code) => isErrno(error, code)))
      throw new Failure('invalid', 'E_EXPORT_PATH', `“${target}” is no name a file can have.`, 'Choose another name.');
    throw error;
  }
}

const exists = (target: string) =>
  new Failure(
    'conflict',
    'E_EXPORT_EXISTS',
    `There is something at “${target}” already.`,
    'Choose another name, or say that it may be overwritten.',
  );
const foreign = (target: string) =>
  new Failure(
    'conflict',
    'E_EXPORT_FOLDER',
    `“${target}” holds other things than CSV files.`,
    'Choose a new folder: one file per glossary is written into it.',
  );
const notAFile = (target: string) =>
  new Failure('invalid', 'E_EXPORT_PATH', `“${target}” is a folder.`, 'Choose the name of a file.');
const notAFolder = (target: string) =>
  new Failure('invalid', 'E_EXPORT_PATH', `“${target}” is not a folder.`, 'Choose the name of a folder.');
