import type { Disposable } from "vscode";
import { commandIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import type { Shim } from "../../infrastructure/shim";
import { addModel } from "./addModel";
import { editModel } from "./editModel";
import { removeModel } from "./removeModel";

/** Add, Edit and Remove Model. The last two take a model's slug, so that a row of the picker can call them. */
export function registerModels(shim: Shim): Disposable {
  const owned = new Disposables();
  const slug = (argument: unknown) => (typeof argument === "string" ? argument : undefined); // a menu hands a resource
  owned.add(registerCommand(commandIds.addModel, shim.log, () => addModel(shim)));
  owned.add(registerCommand(commandIds.editModel, shim.log, (argument) => editModel(shim, slug(argument))));
  owned.add(registerCommand(commandIds.removeModel, shim.log, (argument) => removeModel(shim, slug(argument))));
  return owned;
}
