import type { ServerState } from "../../infrastructure/server/state";

/**
 * Decides when to tell a person that the server had to be restarted: once per trouble, and when it is over. A server that ends
 * three times before it stays up counts as one trouble; its first end after a long run is the next. A server that does not come
 * back is not handled here: that is a failure, which has its own message.
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
