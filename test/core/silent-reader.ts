/** Stands in for a reader whose parser hangs: it takes its task and never says a word. */
process.on('message', () => {
  for (;;);
});
