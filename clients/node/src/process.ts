import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { type ServerEnd, ServerNotStarted } from "./failures.js";

/** Which server to start, and for which folder. */
export interface ServerOptions {
  /** The program; `shim-lsp` from the path unless stated. */
  readonly command?: string;
  /** What comes before `rpc`, such as the path of `shim-lsp.dll` if `command` is `dotnet`. */
  readonly args?: readonly string[];
  /** The folder that the server starts in; this process's own unless stated. */
  readonly cwd?: string;
  /** All of the server's environment variables; this process's own unless stated. */
  readonly env?: NodeJS.ProcessEnv;
  /** The folder whose session answers, as a path or a URI; `cwd` unless stated. */
  readonly workspaceFolder?: string;
  /** A catalog that wins over every other. */
  readonly models?: string;
}

/** How many lines of stderr are kept. */
const keptLines = 40;

/** How long an ended server's streams may stay open, in milliseconds: something else may hold them. */
const linger = 1_000;

/** One run of the server: its streams, and how it ended. */
export class ServerProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lastLines: string[] = [];

  /** It resolves once, however the server ends. */
  readonly ended: Promise<ServerEnd>;

  private constructor(
    child: ChildProcessWithoutNullStreams,
    /** What was started, for a message. */
    readonly commandLine: string,
  ) {
    this.#child = child;
    this.ended = new Promise((resolve) => {
      // Not at `exit`: what it wrote to stderr, and so why it ended, may still be on its way.
      child.once("close", (code, signal) => resolve({ code, signal, lastWords: this.#lastLines }));
      child.once("exit", () =>
        setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream.destroy()), linger).unref(),
      );
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#lastLines.push(...text.split(/\r?\n/).filter((line) => line !== ""));
      this.#lastLines.splice(0, this.#lastLines.length - keptLines);
    });
    child.stdin.on("error", () => undefined); // it died with something unread; `ended` says so
  }

  /** Rejects with {@link ServerNotStarted} if there is nothing to start. */
  static start(options: ServerOptions): Promise<ServerProcess> {
    const { command = "shim-lsp", args = [], cwd, env, workspaceFolder, models } = options;
    const all = [
      ...args,
      ...["rpc", "--framing", "header"],
      ...(workspaceFolder === undefined ? [] : ["--folder", workspaceFolder]),
      ...(models === undefined ? [] : ["--models", models]),
    ];
    return new Promise((resolve, reject) => {
      const child = spawn(command, all, { ...(cwd !== undefined && { cwd }), ...(env && { env }), windowsHide: true });
      child.once("error", (error) => reject(notStarted(error, command, cwd)));
      child.once("spawn", () => resolve(new ServerProcess(child, [command, ...all].join(" "))));
    });
  }

  get input(): NodeJS.WritableStream {
    return this.#child.stdin;
  }

  get output(): NodeJS.ReadableStream {
    return this.#child.stdout;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

function notStarted(error: NodeJS.ErrnoException, command: string, cwd: string | undefined): ServerNotStarted {
  const cause = { cause: error };
  if (cwd !== undefined && !existsSync(cwd)) {
    return new ServerNotStarted("noFolder", `There is no folder ${cwd}. Give another \`cwd\`.`, cause);
  }

  return error.code === "ENOENT"
    ? new ServerNotStarted(
        "notFound",
        `There is no program ${command}. Put shim-lsp on your PATH, or say where it is: connect({ command: "/path/to/shim-lsp" }).`,
        cause,
      )
    : new ServerNotStarted(
        "notAllowed",
        `${command} cannot be run (${error.message}). Is it a program, and may you run it?`,
        cause,
      );
}
