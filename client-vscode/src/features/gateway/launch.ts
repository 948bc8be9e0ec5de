import { type ChildProcess, execFile, spawn } from "node:child_process";
import { homedir } from "node:os";
import { createInterface } from "node:readline";
import type { Command } from "../../infrastructure/server/locate";
import type { Listening } from "./state";

/** A gateway that this window has started. */
export interface OwnGateway extends Listening {
  /** For this run: it ends with the gateway. */
  readonly token: string;
  readonly pid: number;
  readonly ended: Promise<void>;
  /** Asks it to end. Replies that run may end first. */
  end(): void;
}

export interface Launch {
  readonly folder: string;
  readonly port: number;
  readonly models: string | undefined;
}

/** Starts a gateway that ends with this process, whatever becomes of it. Rejects with what the command said if it does not listen. */
export async function launch({ program, args }: Command, { folder, port, models }: Launch): Promise<OwnGateway> {
  const child = spawn(
    program,
    [
      ...args,
      "gateway",
      "--json",
      "--port",
      String(port),
      "--folder",
      folder,
      ...(models === undefined ? [] : ["--models", models]),
      "--clientProcessId",
      String(process.pid),
    ],
    { cwd: homedir(), stdio: ["ignore", "pipe", "ignore"], windowsHide: true },
  );
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const { url, token, page } = await firstWord(child);
  return { url, token, page, pid: child.pid ?? 0, ended, end: () => void child.kill("SIGTERM") };
}

/** Runs a command of the server to its end and gives what it printed, also if it failed. */
export function output({ program, args }: Command, ...more: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, [...args, ...more], { cwd: homedir(), windowsHide: true, timeout: 70_000 }, (_, printed) =>
      resolve(printed),
    );
  });
}

async function firstWord(child: ChildProcess): Promise<{ readonly url: string; readonly token: string; readonly page: string }> {
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  const text = await Promise.race([linesOf(child), failed]);
  const said = parsed(text);
  if (typeof said["url"] !== "string") {
    const { message } = (said["error"] ?? {}) as { message?: string };
    throw new Error(message ?? (text.trim() === "" ? "It ended without a word." : text.trim()));
  }

  return said as { url: string; token: string; page: string };
}

/** The first line, or all that a command printed that ends without listening. */
async function linesOf(child: ChildProcess): Promise<string> {
  let text = "";
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      text += `${line}\n`;
      if (typeof parsed(text)["url"] === "string") {
        break;
      }
    }
  }

  return text;
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
