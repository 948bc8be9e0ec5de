import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Home } from "../../../../client-vscode/test/e2e/support/home";
import { command } from "../../../../client-vscode/test/unit/support/server";

/** `shim-lsp gateway` on a free port, for a folder and a home of its own. */
export class RealGateway {
  readonly url: string;
  /** Works once. */
  readonly page: string;
  readonly #token: string;
  readonly #process: ChildProcess;
  readonly #home: Home;

  private constructor({ url, page, token }: { url: string; page: string; token: string }, process: ChildProcess, home: Home) {
    this.url = url;
    this.page = page;
    this.#token = token;
    this.#process = process;
    this.#home = home;
  }

  static async start(catalog: object): Promise<RealGateway> {
    const home = new Home();
    const models = home.write("models.json", catalog);
    const [program, ...before] = command();
    const args = [...before, "gateway", "--port", "0", "--json", "--folder", home.folder("work"), "--models", models];
    const started = spawn(program, args, {
      cwd: home.root,
      env: { PATH: process.env["PATH"], ...home.variables },
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: started.stdout })) {
      return new RealGateway(JSON.parse(line) as { url: string; page: string; token: string }, started, home);
    }

    throw new Error(`The gateway ended with ${started.exitCode ?? "no"} exit code before it listened.`);
  }

  /** Asks as another client does. */
  async ask<T>(method: "GET" | "POST", path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) {
      throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }

    return (await answer.json()) as T;
  }

  /** Ends it as a service manager does, and waits until it has ended. */
  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = once(this.#process, "exit");
      this.#process.kill("SIGTERM");
      await ended;
    }
  }

  remove(): void {
    this.#home.remove();
  }
}
