import type { Decision, ModelList, ShimError, Stats } from "shim-lsp-client/protocol";
import type { Folder } from "../folder";

/** What is known of one session of the server: a snapshot, replaced whole. */
export interface Session {
  /** Absent for a window without a folder. */
  readonly folder?: Folder;
  /** Absent until the server has answered for the first time. */
  readonly list?: ModelList;
  readonly stats?: Stats;
  /** The newest decision that was routed; the server's word, or what was seen of it before it was started again. */
  readonly lastDecision?: Decision | undefined;
  /** The last task found no model, and nothing has changed since that could let the next one find one. */
  readonly unroutable?: ShimError | undefined;
  /** The model that was active before this one; absent until it was switched. */
  readonly previous?: string;
  /** A task has been waiting for its decision for long enough that a person would notice. */
  readonly routing: boolean;
}
