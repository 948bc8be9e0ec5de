/** The palette's commands. The server's own ids start with `shim.`, and vscode-languageclient registers those by itself. */
export const commandIds = {
  switchModel: "shimLsp.switchModel",
  previousModel: "shimLsp.previousModel",
  setDefaultModel: "shimLsp.setDefaultModel",
  route: "shimLsp.route",
  showLastDecision: "shimLsp.showLastDecision",
  openDashboard: "shimLsp.openDashboard",
  clearCache: "shimLsp.clearCache",
  setApiKey: "shimLsp.setApiKey",
  removeApiKey: "shimLsp.removeApiKey",
  addModel: "shimLsp.addModel",
  editModel: "shimLsp.editModel",
  removeModel: "shimLsp.removeModel",
  moveKey: "shimLsp.moveKey",
  allowKey: "shimLsp.allowKey",
  forbidKey: "shimLsp.forbidKey",
  openModelsFile: "shimLsp.openModelsFile",
  useInChat: "shimLsp.useInChat",
  stopUsingInChat: "shimLsp.stopUsingInChat",
  askInChat: "shimLsp.askInChat",
  startGateway: "shimLsp.startGateway",
  stopGateway: "shimLsp.stopGateway",
  copyConnection: "shimLsp.copyConnection",
  feedback: "shimLsp.feedback",
  restartServer: "shimLsp.restartServer",
  showOutput: "shimLsp.showOutput",
} as const;

/** What the server's quick fixes ask the editor to do. No palette has them, and the server runs none of them itself. */
export const fixIds = {
  moveKey: "shim.moveKeyToSecretStore",
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds] | (typeof fixIds)[keyof typeof fixIds];
