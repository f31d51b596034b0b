/**
 * What one imported file may ask of us. All of it is counted and told, none of it ends the import, but for `file`:
 * a little compressed file may say more than any disk holds.
 */
export const LIMITS = {
  /** Bytes of one event; Spark's own come to 23 MB where they carry a logical plan. */
  event: 16 * 1024 * 1024,
  /** Values and members of one event: a few bytes each in the file, some sixty in memory. */
  parts: 500_000,
  depth: 200,
  namespace: 1_024,
  name: 4_096,
  /** Of a description or another text; what is beyond is cut. */
  text: 8_000,
  datasets: 5_000,
  fields: 10_000,
  aliases: 100,
  columnEdges: 100_000,
  /** Unpacked bytes of a file. */
  file: 256 * 1024 ** 3,
  /** Of a CSV: bytes of a cell, cells of a row. */
  cell: 1024 * 1024,
  cells: 2_000,
  /** Unpacked bytes of a Parquet row group: it is read whole. */
  rowGroup: 256 * 1024 * 1024,
} as const;

/** Examples kept per import. */
export const MOST_EXAMPLES = 100;
