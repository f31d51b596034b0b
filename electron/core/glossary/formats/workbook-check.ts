import { inflateRawSync } from 'node:zlib';
import { Unreadable } from '../../imports/source.ts';
import { LIMITS } from './limits.ts';

const [DIRECTORY_END, DIRECTORY, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];
const [STORED, DEFLATED] = [0, 8];

/**
 * Looks through a workbook's ZIP before anything reads it: what it really unpacks to is counted, whatever it says of
 * itself. Throws `Unreadable` for what is no .xlsx, is too large, or holds macros or links to other workbooks.
 */
export function checkWorkbook(bytes: Uint8Array): void {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw refused(
      'E_XLSX_ENCRYPTED',
      'The workbook has a password or is an old .xls.',
      'Save it as .xlsx, without a password.',
    );
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left: number = LIMITS.file;
  for (const { name, method, from, packed } of members(buffer)) {
    if (/vbaProject|macrosheets|dialogsheets|\/activeX\//iu.test(name))
      throw refused(
        'E_XLSX_MACRO',
        'The workbook holds macros, which are not read.',
        'Save it as .xlsx without macros.',
      );
    if (/\/externalLinks\//iu.test(name))
      throw refused(
        'E_XLSX_LINKS',
        'The workbook has links to other workbooks, which are not followed.',
        'Break the links (Data, Edit links), so that the cells hold values.',
      );
    left -= unpacked(buffer.subarray(from, from + packed), method, left);
  }
}

interface Member {
  name: string;
  method: number;
  from: number;
  packed: number;
}

/** Members of a ZIP by its directory (APPNOTE.TXT 4.3.12). */
function members(buffer: Buffer): Member[] {
  const found: Member[] = [];
  try {
    const end = endOf(buffer);
    const count = buffer.readUInt16LE(end + 10);
    if (count > LIMITS.parts) throw tooLarge();
    let at = buffer.readUInt32LE(end + 16);
    for (let one = 0; one < count; one += 1) {
      if (buffer.readUInt32LE(at) !== DIRECTORY) throw noWorkbook();
      const nameLength = buffer.readUInt16LE(at + 28);
      const local = buffer.readUInt32LE(at + 42);
      if (buffer.readUInt32LE(local) !== LOCAL) throw noWorkbook();
      found.push({
        name: buffer.toString('utf8', at + 46, at + 46 + nameLength),
        method: buffer.readUInt16LE(at + 10),
        from: local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28),
        packed: buffer.readUInt32LE(at + 20),
      });
      at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
    }
  } catch (error) {
    throw error instanceof RangeError ? noWorkbook() : error;
  }
  return found;
}

/** The end of the directory stands at the end, but for a comment of 65,535 bytes at most. */
function endOf(buffer: Buffer): number {
  for (let at = buffer.length - 22; at >= Math.max(0, buffer.length - 22 - 0xffff); at -= 1)
    if (buffer.readUInt32LE(at) === DIRECTORY_END) return at;
  throw noWorkbook();
}

function unpacked(packed: Buffer, method: number, most: number): number {
  if (method === STORED) {
    if (packed.length > most) throw tooLarge();
    return packed.length;
  }
  if (method !== DEFLATED) throw noWorkbook();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) }).length;
  } catch (error) {
    throw error instanceof RangeError ? tooLarge() : noWorkbook();
  }
}

const refused = (code: string, message: string, next: string) => new Unreadable('invalid', code, message, next);
const tooLarge = () =>
  refused(
    'E_XLSX_SIZE',
    `The workbook unpacks to more than ${LIMITS.file / 1024 ** 2} MB.`,
    'Split it into several files.',
  );
const noWorkbook = () =>
  refused(
    'E_XLSX_BROKEN',
    'The file is no workbook, or a damaged one.',
    'Open it in Excel or LibreOffice and save it again as .xlsx.',
  );
