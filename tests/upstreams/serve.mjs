// What every server of the tests does: it says its address in one line, and ends when its input does, so that none is left behind.
export function serve(url) {
  process.stdout.write(`\n${url}\n`);
}

process.stdin.on("end", () => process.exit(0)).resume();
