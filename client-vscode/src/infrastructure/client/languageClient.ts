// Bundled into its own file, which is loaded with the first server. Reading it takes longer than everything else at the start.
export {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageclient/node";
