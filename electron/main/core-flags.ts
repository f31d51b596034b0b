/**
 * How the core's Node is started. By itself V8 lets the youngest objects take 128 MB, which a pull fills with pages of
 * answers it has long written; a sixteenth of it costs no time and leaves 70 MB to others (measured at 20,000 assets).
 */
export const CORE_FLAGS = ['--max-semi-space-size=8'];

/**
 * For glibc, which otherwise keeps what was freed in a heap of its own for each thread, for the next time: on Linux this
 * leaves 40 to 90 MB to others, and costs no time either. Read by no other system.
 */
export const CORE_MEMORY = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};
