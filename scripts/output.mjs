// Where a tool shows what it does: at once, or, for work that runs beside other work, in one piece when it ends.
import { AsyncLocalStorage } from "node:async_hooks";

const screens = new AsyncLocalStorage();

/** Where the work that calls this shall write. */
export function screen() {
  return screens.getStore() ?? process.stdout;
}

/** Writes a line there. */
export function say(text) {
  screen().write(`${text}\n`);
}

/** Runs some work and shows everything that it wrote when it has ended, so that the outputs of two works never mix. */
export async function inOnePiece(work, to = process.stdout) {
  const chunks = [];
  try {
    return await screens.run({ write: (chunk) => chunks.push(Buffer.from(chunk)) }, work);
  } finally {
    to.write(Buffer.concat(chunks));
  }
}
