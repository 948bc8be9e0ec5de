import type { ServerState } from "../../infrastructure/server/state";

/**
 * Tells when a person is owed a word about a server that had to be started again: once for each trouble, and when it is over.
 * A server that ends three times before it stays up has been one trouble; the first end after a long run is the next one. One
 * that does not come back is no matter of this: it fails, which has a message of its own.
 */
export class Troubles {
  private owed = false;

  isWorthAWord(state: ServerState): boolean {
    switch (state.kind) {
      case "recovering":
        this.owed ||= state.attempt === 1;
        return false;
      case "running": {
        const worth = this.owed;
        this.owed = false;
        return worth;
      }
      case "failed":
      case "stopped":
        this.owed = false;
        return false;
      case "starting":
        return false;
    }
  }
}
