import type { HostMessage, PageMessage } from "#extension/features/dashboard/messages";
import { MessageBackend } from "./messageBackend";
import { start } from "./start";

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void; setState(state: object): void };

const editor = acquireVsCodeApi();
const { title, folder } = document.getElementById("page")?.dataset ?? {};
editor.setState({ folder: folder ?? "" }); // after a reload of the window the extension finds the folder in it
start(
  new MessageBackend({
    post: (message) => editor.postMessage(message),
    receive: (heard) => {
      window.addEventListener("message", ({ data }: MessageEvent<HostMessage>) => heard(data));
    },
  }),
  { title: title ?? "Shim Dashboard", subject: "The server", hasCommands: true },
);
