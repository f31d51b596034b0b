/**
 * How the core's Node is started. By itself V8 lets the youngest objects take 128 MB, which a pull fills with pages of
 * answers it has long written; a sixteenth of it costs no time and leaves 70 MB to others (measured at 20,000 assets).
 */
export const CORE_FLAGS = ['--max-semi-space-size=8'];
