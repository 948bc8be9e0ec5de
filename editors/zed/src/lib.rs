//! Starts `shim-lsp` for the JSON files of a worktree. The server itself leaves every file alone that is not a catalog.

use zed_extension_api::{
    self as zed,
    serde_json::{json, Value},
    settings::LspSettings,
    Command, LanguageServerId, Result, Worktree,
};

struct ShimExtension;

impl zed::Extension for ShimExtension {
    fn new() -> Self {
        ShimExtension
    }

    /// The program that the settings name, else the one on the PATH.
    fn language_server_command(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let binary = settings(id, worktree).and_then(|settings| settings.binary);
        let named = binary.as_ref().and_then(|binary| binary.path.clone());
        let arguments = binary.and_then(|binary| binary.arguments);
        Ok(Command {
            command: named.or_else(|| worktree.which("shim-lsp")).ok_or(
                "shim-lsp was not found. Put it on your PATH, or set lsp.shim-lsp.binary.path.",
            )?,
            args: arguments.unwrap_or_else(|| vec!["lsp".to_string()]),
            env: worktree.shell_env(),
        })
    }

    fn language_server_initialization_options(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(settings(id, worktree).and_then(|settings| settings.initialization_options))
    }

    /// What the server gets when it asks for its settings: the section `shim`.
    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        let settings = settings(id, worktree).and_then(|settings| settings.settings);
        Ok(settings.map(|settings| json!({ "shim": settings })))
    }
}

fn settings(id: &LanguageServerId, worktree: &Worktree) -> Option<LspSettings> {
    LspSettings::for_worktree(id.as_ref(), worktree).ok()
}

zed::register_extension!(ShimExtension);
