/** The vendor under which VS Code and other extensions find the models, as in `selectChatModels({ vendor: "shim" })`. */
export const vendor = "shim";

/** The group that Use in Chat adds. VS Code shows its name above the models. */
export const groupName = "Shim";
