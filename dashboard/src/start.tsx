import { render } from "preact";
import type { Backend } from "./backend";
import { Session } from "./live/session";
import type { Place } from "./live/state";
import { Store } from "./live/store";
import { App } from "./views/app";

/** Shows the page and keeps it live. */
export function start(backend: Backend, place: Place): void {
  const root = document.getElementById("page");
  if (root) {
    const draw = () => {
      render(<App state={store.state} session={session} />, root);
    };
    const store = new Store(draw, place);
    const session = new Session(backend, store);
    draw();
    session.start();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        void session.refresh(); // a browser slows the timers of a page that nobody sees
      }
    });
  }
}
