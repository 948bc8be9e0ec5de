import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { homedir } from "node:os";
import type { Command } from "./locate";

const keptLines = 40;

/** One run of the server: its streams, how it ended, and the last that it wrote to stderr. */
export class ServerProcess {
  private readonly lastLines: string[] = [];

  /** How it ended, in words for a log; it ends once, however often it is asked for. */
  readonly ended: Promise<string>;

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    /** What was started, for a message. */
    readonly command: string,
  ) {
    this.ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    // Its log also comes by `window/logMessage`. Only this stream has what the server writes before and after its connection:
    // why it ended.
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.lastLines.push(...text.split(/\r?\n/).filter((line) => line !== ""));
      this.lastLines.splice(0, this.lastLines.length - keptLines);
    });
    child.stdin.on("error", () => undefined); // it died with something unread; `ended` says so
  }

  /** Starts it. Rejects if there is nothing to start, or if it may not be run. */
  static start({ program, args }: Command): Promise<ServerProcess> {
    return new Promise((resolve, reject) => {
      // At home: a server that stood in a workspace folder would keep Windows from renaming or deleting it.
      const child = spawn(program, [...args, "lsp"], { cwd: homedir(), stdio: "pipe", windowsHide: true });
      child.once("error", reject);
      child.once("spawn", () => resolve(new ServerProcess(child, program)));
    });
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get input(): NodeJS.WritableStream {
    return this.child.stdin;
  }

  get output(): NodeJS.ReadableStream {
    return this.child.stdout;
  }

  get lastWords(): readonly string[] {
    return this.lastLines;
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }
}
