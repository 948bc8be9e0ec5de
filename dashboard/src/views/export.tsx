import { asCsv, asJson } from "../live/export";
import type { Props } from "./app";

/** Buttons that keep what the page shows as a file. */
export function Export({ state, session }: Props) {
  return (
    <p class="actions">
      <button type="button" onClick={() => void session.save(asJson(state, new Date()))}>
        Export all as JSON
      </button>
      <button type="button" onClick={() => void session.save(asCsv(state, new Date()))}>
        Export decisions as CSV
      </button>
      <small>Files contain no text of your tasks.</small>
    </p>
  );
}
