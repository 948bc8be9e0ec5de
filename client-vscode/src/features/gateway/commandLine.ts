/** A line that a person pastes into a terminal: each word is one argument, whatever it holds. */
export function commandLine([program, ...args]: readonly [string, ...string[]], windows: boolean): string {
  return windows
    ? // PowerShell, the terminal of Windows, takes a quoted program for a text without the &.
      ["&", ...[program, ...args].map(powershellWord)].join(" ")
    : [program, ...args].map(shellWord).join(" ");
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function powershellWord(word: string): string {
  return /^[\w:./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`;
}
