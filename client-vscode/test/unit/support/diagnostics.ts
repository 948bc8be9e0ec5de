// The real server, spoken to as an editor does over its standard streams, and what it publishes for a text.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { schemaFiles } from "../../../src/infrastructure/catalog/places";
import { command } from "./server";

/** How long the server may be silent, in milliseconds. A busy machine needs seconds to start it. */
const limit = 30_000;

export interface Published {
  readonly code: string;
  readonly message: string;
  /** 1 for an error, 2 for a warning, 3 for a note, 4 for a hint. */
  readonly severity: number;
  readonly range: { readonly start: Place; readonly end: Place };
}

/** What one quick fix does. */
export interface Fixed {
  readonly title: string;
  readonly code: string;
  readonly text: string;
}

export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Editor {
  /** Opens a text as the person's own catalog, or as that of the workspace, and closes it when its diagnostics are there. */
  diagnostics(text: string, where?: "own" | "workspace"): Promise<readonly Published[]>;
  /** The texts that the quick fixes of a text leave: of all its problems, each by itself. */
  fixed(text: string, where?: "own" | "workspace"): Promise<readonly Fixed[]>;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly version?: number; readonly diagnostics?: readonly Published[] };
  readonly result?: unknown;
}

/** Starts the server for an editor that checks a catalog by the schema itself, as VS Code does, or for one that does not. */
export async function startEditor({ schemaDiagnostics }: { readonly schemaDiagnostics: boolean }): Promise<Editor> {
  const home = mkdtempSync(join(tmpdir(), "shim-faults-"));
  const folder = join(home, "work");
  mkdirSync(join(folder, ".shim"), { recursive: true });
  mkdirSync(join(home, "c", "shim-lsp"), { recursive: true });
  const files = { own: join(home, "c", "shim-lsp", "models.json"), workspace: join(folder, ".shim", "models.json") };
  // Trust is asked for a file that is there. The person's own is there in the editor alone.
  writeFileSync(files.workspace, '["llama4"]\n');
  const [program, ...before] = command();
  const server = spawn(program, [...before, "lsp"], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: home,
    env: {
      PATH: process.env["PATH"],
      HOME: home,
      XDG_CONFIG_HOME: join(home, "c"),
      XDG_STATE_HOME: join(home, "s"),
      SystemRoot: process.env["SystemRoot"],
      SET_KEY: "k",
    },
  });
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const waiting = new Set<(message: Message) => void>();
  let isSilent = false; // a server that has not answered once would cost every further test the same wait
  read(server, (message) => {
    if (message.id !== undefined && message.method !== undefined) {
      send(server, { id: message.id, result: null }); // a request of the server's: nothing here has an answer of its own
    }

    for (const each of [...waiting]) {
      each(message);
    }
  });
  const next = <T>(pick: (message: Message) => T | undefined) =>
    new Promise<T>((resolve, reject) => {
      const late = setTimeout(
        () => {
          isSilent = true;
          waiting.delete(look);
          reject(new Error("The server is silent."));
        },
        isSilent ? 0 : limit,
      );
      const look = (message: Message) => {
        const picked = pick(message);
        if (picked !== undefined) {
          clearTimeout(late);
          waiting.delete(look);
          resolve(picked);
        }
      };
      waiting.add(look);
    });

  const answered = next((message) => (message.id === 1 && message.method === undefined ? message : undefined));
  send(server, {
    id: 1,
    method: "initialize",
    params: {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "work" }],
      capabilities: {
        textDocument: {
          publishDiagnostics: { versionSupport: true },
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
        },
        general: { positionEncodings: ["utf-16"] },
      },
      initializationOptions: schemaDiagnostics ? { schemaDiagnostics: schemaFiles, diagnoseUnopened: true } : {}, // as the extension
    },
  });
  await answered;
  send(server, { method: "initialized", params: {} });

  let version = 0;
  /** Opens a text, and closes it again after the work on it. */
  const opened = async <T>(
    text: string,
    where: keyof typeof files,
    work: (uri: string, found: readonly Published[]) => T | Promise<T>,
  ): Promise<T> => {
    version++;
    const now = version;
    const uri = pathToFileURL(files[where]).href;
    const published = next(({ method, params }) =>
      method === "textDocument/publishDiagnostics" && params?.uri === uri && params.version === now
        ? params.diagnostics
        : undefined,
    );
    send(server, {
      method: "textDocument/didOpen",
      params: { textDocument: { uri, languageId: "jsonc", version: now, text } },
    });
    const done = await work(uri, await published);
    send(server, { method: "textDocument/didClose", params: { textDocument: { uri } } });
    return done;
  };
  return {
    diagnostics: (text, where = "own") => opened(text, where, (_, found) => found),
    fixed: (text, where = "own") =>
      opened(text, where, async (uri, diagnostics) => {
        version++;
        const id = version + 1000;
        const answer = next((message) => (message.id === id && message.method === undefined ? message : undefined));
        send(server, {
          id,
          method: "textDocument/codeAction",
          params: {
            textDocument: { uri },
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
            context: { diagnostics, only: ["quickfix"] },
          },
        });
        const actions = (await answer).result as readonly Action[];
        return actions.flatMap(({ title, diagnostics: solved, edit }) =>
          edit ? [{ title, code: solved[0]?.code ?? "", text: edited(text, edit.changes[uri] ?? []) }] : [],
        );
      }),
    close: async () => {
      send(server, { id: 2, method: "shutdown" });
      send(server, { method: "exit" });
      await exited;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

interface Action {
  readonly title: string;
  readonly diagnostics: readonly Published[];
  readonly edit?: { readonly changes: Readonly<Record<string, readonly Edit[]>> };
}

interface Edit {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly newText: string;
}

/** The text after some edits, which are in its order. */
function edited(text: string, edits: readonly Edit[]): string {
  const lines = text.split("\n");
  const at = ({ line, character }: Place) =>
    lines.slice(0, line).reduce((before, each) => before + each.length + 1, 0) + character;
  return edits.reduceRight(
    (before, { range, newText }) => before.slice(0, at(range.start)) + newText + before.slice(at(range.end)),
    text,
  );
}

function send(server: ChildProcess, message: object): void {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  server.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`);
  server.stdin?.write(body);
}

function read(server: ChildProcess, take: (message: Message) => void): void {
  let rest = Buffer.alloc(0);
  server.stdout?.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = rest.indexOf("\r\n\r\n");
      const length = head < 0 ? undefined : /Content-Length: (\d+)/i.exec(rest.toString("latin1", 0, head))?.[1];
      if (length === undefined || rest.length < head + 4 + Number(length)) {
        return;
      }

      const body = rest.subarray(head + 4, head + 4 + Number(length));
      rest = rest.subarray(head + 4 + Number(length));
      take(JSON.parse(body.toString("utf8")) as Message);
    }
  });
}
