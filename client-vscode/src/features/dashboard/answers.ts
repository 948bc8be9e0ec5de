import { type LedgerGroup, ServerNotRunning, toShimError } from "shim-lsp-client/protocol";
import type { Folder } from "../../infrastructure/folder";
import { verdicts } from "../../infrastructure/wording/verdicts";
import type { Shim } from "../../infrastructure/shim";
import type { AskedMethod, HostMessage } from "./messages";

const groups: readonly LedgerGroup[] = ["day", "model", "workspace", "tenant"];

type Ask = (folder: Folder | undefined, params: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Answers what the page asks, for one folder. The page names no folder, and gets no other method of the server. */
export function answering({
  server,
  client,
}: Pick<Shim, "server" | "client">): (
  folder: Folder | undefined,
  asked: { readonly id: number; readonly method: string; readonly params: object },
) => Promise<HostMessage> {
  const session = (folder: Folder | undefined) => (folder ? { workspaceFolder: folder.uri } : {});
  const methods: Record<AskedMethod, Ask> = {
    listModels: (folder) => client.request("listModels", session(folder)),
    status: (folder) => client.request("status", session(folder)),
    switchModel: (folder, { slug }) => client.switchModel(folder, text(slug)),
    route: (folder, { task }) => client.route(folder, text(task)),
    feedback: (folder, { decisionId, verdict }) => {
      const known = verdicts.find((each) => each === verdict);
      return known ? client.feedback(folder, text(decisionId), known) : Promise.reject(new Error("Not a verdict."));
    },
    ledger: (folder, { since, by }) => client.request("ledger", { ...session(folder), since: text(since), by: groupOf(by) }),
  };
  return async (folder, { id, method, params }) => {
    try {
      if (server.state.kind !== "running") {
        throw new ServerNotRunning(); // a page that waits for a server looks as if nothing were wrong
      }

      const ask = Object.hasOwn(methods, method) ? methods[method as AskedMethod] : undefined;
      if (!ask) {
        throw new Error(`The dashboard may not ask for '${method}'.`);
      }

      return { kind: "answered", id, result: await ask(folder, { ...params }) };
    } catch (error) {
      return toShimError(error).kind === "serverNotRunning" ? { kind: "unanswered", id } : refused(id, error);
    }
  };
}

function refused(id: number, error: unknown): HostMessage {
  const { code, data } = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
  const message = error instanceof Error ? error.message : String(error);
  return { kind: "refused", id, code: typeof code === "number" ? code : 0, message, ...(data !== undefined && { data }) };
}

function groupOf(value: unknown): LedgerGroup {
  const known = groups.find((each) => each === value);
  if (!known) {
    throw new Error("Not a group of the ledger.");
  }

  return known;
}

function text(value: unknown): string {
  if (typeof value !== "string") {
    throw new Error("The dashboard sent something that is not a text.");
  }

  return value;
}
