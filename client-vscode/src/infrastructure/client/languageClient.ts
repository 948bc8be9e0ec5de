// Bundled into a file of its own, which is loaded with the first server: reading it takes longer than all else at the start.
export {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageclient/node";
