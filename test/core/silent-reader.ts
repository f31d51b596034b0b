/** Stands in for a reader whose parser hangs: it takes its task and never says a word. It tells what surrounds it. */
process.on('message', (message: { type: string }) => {
  if (message.type === 'environment') process.send?.({ names: Object.keys(process.env), flags: process.execArgv });
  else for (;;);
});
