import { type Disposable, l10n, Uri, window, workspace } from "vscode";
import { withValue } from "../../infrastructure/catalog/edits";
import { changeFile } from "../../infrastructure/catalog/file";
import { addressOf } from "../../infrastructure/catalog/origins";
import { targetOf } from "../../infrastructure/catalog/target";
import { fieldOf, textOf } from "../../infrastructure/catalog/tree";
import { commandIds, fixIds } from "../../infrastructure/commandIds";
import { registerCommand } from "../../infrastructure/commands";
import { Disposables } from "../../infrastructure/disposable";
import { pathOf } from "../../infrastructure/folders";
import type { Shim } from "../../infrastructure/shim";
import { plainLine } from "../../infrastructure/wording/names";
import { unchangedText } from "../../infrastructure/wording/unchanged";
import { keyNameOfRow, literalKeys } from "./moveKeyView";
import { registerSchemaLine } from "./schemaLine";

/** A key in a file, as a quick fix names it: by LSP's words. The key itself is in the file alone. */
interface KeyPlace {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

/** Move Key to Secret Storage: one click takes a key out of a models.json. The server offers it at the key, as a quick fix. */
export function registerMoveKey(shim: Shim): Disposable {
  const owned = new Disposables();
  owned.add(registerCommand(commandIds.moveKey, shim.log, () => move(shim, undefined)));
  owned.add(registerCommand(fixIds.moveKey, shim.log, (place) => move(shim, place as KeyPlace)));
  owned.add(registerSchemaLine());
  return owned;
}

async function move(shim: Shim, place: KeyPlace | undefined): Promise<void> {
  const folder = shim.folder.current;
  const { list } = shim.sessions.of(folder);
  const target = list && targetOf(list.catalog, pathOf(folder));
  const path = place ? Uri.parse(place.uri).fsPath : target?.path;
  if (path === undefined) {
    return;
  }

  const open = workspace.textDocuments.find((document) => document.uri.toString() === Uri.file(path).toString());
  if (open?.isDirty === true && !(await open.save())) {
    return;
  }

  // The key is taken from the very text that is changed, and stored before the file forgets it.
  const taken: { name: string; value: string; address: string }[] = [];
  const changed = await changeFile(
    path,
    (text, tree) => {
      const root = tree.kind === "tree" ? tree.root : undefined;
      const [key] = root ? literalKeys(root, place && offsetOf(text, place.range.start)) : [];
      if (!key) {
        return undefined;
      }

      const provider = key.node.parent?.parent ? textOf(fieldOf(key.node.parent.parent, ["provider"])) : undefined;
      const name = free(keyNameOfRow(key, provider), shim.keyring.names);
      taken.push({
        name,
        value: key.value,
        address: addressOf({
          ...(provider !== undefined && { provider }),
          ...(key.address !== undefined && { baseUrl: key.address }),
        }),
      });
      shim.keyring.hide(key.value);
      return withValue(text, key.node, `\${secret:${name}}`);
    },
    path === target?.path ? target.within : undefined,
    async () => {
      for (const { name, value } of taken) {
        await shim.keyring.store(name, value);
        await shim.handover.give(name, value);
      }
    },
  );
  if (changed.kind !== "changed!") {
    for (const { name } of taken) {
      await shim.keyring.remove(name);
      await shim.handover.give(name, undefined);
    }

    void window.showErrorMessage(
      changed.kind === "changed" && taken.length === 0
        ? l10n.t("{0} contains no plain-text key here.", plainLine(path, 200))
        : unchangedText(changed),
    );
    return;
  }

  for (const { name, address } of taken) {
    // The file has sent this very key there before, so its name needs no new question.
    if (path === target?.path && target.within !== undefined) {
      await shim.endpoints.allow(folder, `\${secret:${name}}`, address);
    }

    window.setStatusBarMessage(l10n.t("The key is in VS Code's secret storage now, as {0}.", name), 8_000);
  }
}

function free(name: string, taken: readonly string[]): string {
  let found = name;
  for (let number = 2; taken.includes(found); number++) {
    found = `${name}_${number}`;
  }

  return found;
}

function offsetOf(text: string, { line, character }: KeyPlace["range"]["start"]): number {
  const before = text.split(/(?<=\r\n|\r(?!\n)|\n)/).slice(0, line);
  return before.join("").length + character;
}
