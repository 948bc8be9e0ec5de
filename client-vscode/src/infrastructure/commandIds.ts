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
  restartServer: "shimLsp.restartServer",
  showOutput: "shimLsp.showOutput",
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];
