// `node scripts/lsp-model/write.mjs`: writes the LSP meta model anew, after an update of vscode-languageserver-protocol.
import { writeFileSync } from "node:fs";
import { lspModel, modelFile } from "./model.mjs";

writeFileSync(modelFile, await lspModel());
