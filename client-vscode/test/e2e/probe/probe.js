// Answers the tests over HTTP on this machine. It says where in a file named after the window's folder, in a folder that the tests
// name. What it does for them is what any other extension can do: it uses VS Code's API and the API that ours returns.
const { createServer } = require("node:http");
const { basename, join } = require("node:path");
const { renameSync, writeFileSync } = require("node:fs");
const vscode = require("vscode");

const uri = (path) => vscode.Uri.file(path);

const actions = {
  request: async ({ method, params }) => {
    const shim = await vscode.extensions.getExtension("shim-lsp.shim-lsp").activate();
    return shim.request(method, params);
  },
  configure: ({ key, value, folder }) =>
    vscode.workspace
      .getConfiguration(undefined, folder && uri(folder))
      .update(key, value ?? undefined, folder ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Global),
  command: ({ id, args }) => vscode.commands.executeCommand(id, ...(args ?? [])).then((result) => result ?? null),
  open: async ({ file, select }) => {
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri(file)));
    if (select) {
      const start = editor.document.getText().indexOf(select);
      editor.selection = new vscode.Selection(
        editor.document.positionAt(start),
        editor.document.positionAt(start + select.length),
      );
    }
  },
  editor: () => {
    const editor = vscode.window.activeTextEditor;
    return editor
      ? { file: editor.document.uri.fsPath, text: editor.document.getText(), line: editor.selection.active.line }
      : null;
  },
  addFolder: ({ folder }) =>
    vscode.workspace.updateWorkspaceFolders(vscode.workspace.workspaceFolders?.length ?? 0, 0, { uri: uri(folder) }),
  folders: () => vscode.workspace.workspaceFolders?.length ?? 0,
  diagnostics: ({ file, uri: named }) =>
    vscode.languages.getDiagnostics(named ? vscode.Uri.parse(named) : uri(file)).map(({ message }) => message),
  // Changes the text of the active editor, and saves nothing.
  replace: async ({ from, to }) => {
    const editor = vscode.window.activeTextEditor;
    const range = place(editor.document, from);
    if (!(await editor.edit((edit) => edit.replace(range, to)))) {
      throw new Error("The editor refused the change.");
    }
  },
  untitled: async ({ language, text }) => {
    const document = await vscode.workspace.openTextDocument({ language, content: text });
    await vscode.window.showTextDocument(document);
    return document.uri.toString();
  },
  // What the editor shows, offers and proposes behind a text of a file.
  hover: async ({ file, at }) =>
    (await vscode.commands.executeCommand("vscode.executeHoverProvider", uri(file), await behind(file, at)))
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === "string" ? content : content.value)),
  complete: async ({ file, at }) =>
    (await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", uri(file), await behind(file, at))).items.map(
      ({ label }) => (typeof label === "string" ? label : label.label),
    ),
  actions: async ({ file, at }) => {
    const range = place(await vscode.workspace.openTextDocument(uri(file)), at);
    return (await vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri(file), range)).map(({ title }) => title);
  },
  lenses: async ({ file }) =>
    (await vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri(file), 100)).map(
      ({ command }) => command?.title ?? "",
    ),
  language: () => vscode.window.activeTextEditor?.document.languageId ?? null,
  clipboard: () => vscode.env.clipboard.readText(),
  // The models as any extension has them: what they are, and what one answers.
  lm: async ({ id, text }) => {
    const models = await vscode.lm.selectChatModels({ vendor: "shim" });
    const model = models.find((each) => each.id === id);
    let answer = "";
    if (model) {
      for await (const piece of (await model.sendRequest([vscode.LanguageModelChatMessage.User(text)], {})).text) {
        answer += piece;
      }
    }

    return { ids: models.map((each) => each.id), answer, tokens: model ? await model.countTokens(text) : 0 };
  },
  // The smallest provider of a model there can be, to compare with.
  provide: ({ url }) => void vscode.lm.registerLanguageModelChatProvider("shim-probe", alone(url)),
  // The milliseconds until a model's first piece of text.
  firstToken: async ({ vendor, id, text }) => {
    const [model] = await vscode.lm.selectChatModels({ vendor, id });
    const started = performance.now();
    let first;
    for await (const _ of (await model.sendRequest([vscode.LanguageModelChatMessage.User(text)], {})).text) {
      first ??= performance.now() - started;
    }

    return first;
  },
  commands: () => vscode.commands.getCommands(true),
  // A quick pick such as any extension can show, to know what is VS Code's own in one.
  pick: ({ rows = ["one", "two", "three"] }) => {
    const pick = vscode.window.createQuickPick();
    const button = { iconPath: new vscode.ThemeIcon("gear"), tooltip: "Button" };
    pick.title = "Probe";
    pick.buttons = [button];
    pick.matchOnDescription = pick.matchOnDetail = true;
    pick.items = rows.map((label) => ({
      label,
      description: "description",
      detail: "detail",
      iconPath: new vscode.ThemeIcon("gear"),
      buttons: [button],
    }));
    pick.onDidHide(() => pick.dispose());
    pick.show();
  },
  // In milliseconds since 1970, to be compared with the page's.
  marks: () =>
    performance
      .getEntriesByType("mark")
      .filter(({ name }) => name.startsWith("shimLsp."))
      .map(({ name, startTime }) => ({ name, at: performance.timeOrigin + startTime })),
  window: () => ({ pid: process.pid, trusted: vscode.workspace.isTrusted }),
};

/** Where a text is in a document. */
const place = (document, text) => {
  const start = document.getText().indexOf(text);
  if (start < 0) {
    throw new Error(`The document has no ${text}`);
  }

  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
};

const behind = async (file, text) => place(await vscode.workspace.openTextDocument(uri(file)), text).end;

const alone = (url) => ({
  provideLanguageModelChatInformation: () => [
    { id: "alone", name: "Alone", family: "alone", version: "1", maxInputTokens: 1000, maxOutputTokens: 1000, capabilities: {} },
  ],
  provideLanguageModelChatResponse: async (_, messages, __, progress) => {
    const body = JSON.stringify({
      model: "alone",
      messages: messages.map(({ content }) => ({ role: "user", content: content[0].value })),
    });
    const decoder = new TextDecoder();
    for await (const chunk of (await fetch(url, { method: "POST", body })).body) {
      for (const [, text] of decoder.decode(chunk, { stream: true }).matchAll(/"content":"(.*?)"/g)) {
        progress.report(new vscode.LanguageModelTextPart(text));
      }
    }
  },
  provideTokenCount: () => 1,
});

exports.activate = (context) => {
  const server = createServer(async (request, response) => {
    try {
      const chunks = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }

      const { action, ...given } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      response.end(JSON.stringify({ result: (await actions[action](given)) ?? null }));
    } catch (error) {
      response.end(JSON.stringify({ error: { code: error.code, message: error.message, data: error.data } }));
    }
  });
  server.listen(0, "127.0.0.1", () => {
    const file = join(
      process.env.SHIM_LSP_PROBES,
      `${basename(vscode.workspace.workspaceFile?.path ?? vscode.workspace.workspaceFolders?.[0]?.uri.path ?? "none")}.json`,
    );
    writeFileSync(`${file}.new`, JSON.stringify({ port: server.address().port, pid: process.pid }));
    renameSync(`${file}.new`, file);
  });
  context.subscriptions.push({ dispose: () => server.close() });
};
