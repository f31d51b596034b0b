/** What one glossary file may ask of us; a domain has 10,000 terms and 1,000 glossaries (DataZone's quotas). */
export const LIMITS = {
  rows: 100_000,
  /** Bytes of a text, or of a workbook once it is unpacked. */
  file: 50 * 1024 * 1024,
  /** Of a CSV: bytes of a cell, cells of a row. */
  cell: 1024 * 1024,
  cells: 500,
  /** Nodes within nodes, and so on. */
  depth: 64,
  /** Members of a workbook. */
  parts: 2_000,
  /** Characters of a cell of a workbook (Excel's own). */
  excel: 32_767,
} as const;
