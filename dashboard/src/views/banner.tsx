import type { State } from "../live/state";
import { Time } from "./time";

/** Whether what the page shows is still so. */
export function Banner({ state: { connection, place } }: { readonly state: State }) {
  switch (connection.kind) {
    case "connecting":
      return <p class="connection">Connecting…</p>;
    case "live":
      return <p class="connection live">Live</p>;
    case "lost":
      return (
        <p class="connection warning">
          {place.subject} has not answered since <Time at={connection.since} />. The page shows the last that it heard, and tries
          again.
        </p>
      );
    case "signedOut":
      return (
        <p class="connection warning">
          This page's link is no longer valid. For a new one, run: <code>shim-lsp gateway status</code>
        </p>
      );
  }
}
