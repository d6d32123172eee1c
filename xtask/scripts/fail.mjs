// Says what went wrong in one line, without a stack. Imported first by every script.
process.on("uncaughtException", (error) => {
  console.error(`error: ${error.message}`);
  process.exit(1);
});
