import { render } from "preact";
import { httpBackend } from "./httpBackend";
import { Session } from "./live/session";
import { Store } from "./live/store";
import { App } from "./views/app";

const root = document.getElementById("page");
if (root) {
  const draw = () => {
    render(<App state={store.state} session={session} />, root);
  };
  const store = new Store(draw);
  const session = new Session(httpBackend, store);
  draw();
  session.start();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      void session.refresh(); // a browser slows the timers of a page that nobody sees
    }
  });
}
