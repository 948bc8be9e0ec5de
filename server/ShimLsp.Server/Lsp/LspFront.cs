using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Rpc;

namespace ShimLsp.Server.Lsp;

/// <summary>The methods of the LSP front.</summary>
internal static class LspFront
{
    /// <summary>Adds LSP's methods, and the contract's under <c>shim/NAME</c> and <c>NAME</c>.</summary>
    /// <param name="rpc">The connection.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="workspace">LSP's own messages of the lifecycle and the workspace.</param>
    /// <param name="language">Those of documents.</param>
    /// <param name="commands">What any client can run.</param>
    /// <param name="progress">How slow methods report.</param>
    public static void Register(
        ShimJsonRpc rpc,
        IShimContract contract,
        LspWorkspace workspace,
        LspLanguage language,
        LspCommands commands,
        WorkDoneProgress progress
    )
    {
        rpc.Add(workspace, nameof(LspWorkspace.Initialize), "initialize");
        rpc.Add(workspace, nameof(LspWorkspace.Initialized), "initialized");
        rpc.Add(workspace, nameof(LspWorkspace.Shutdown), "shutdown");
        rpc.Add(workspace, nameof(LspWorkspace.Exit), "exit");
        rpc.Add(workspace, nameof(LspWorkspace.SetTrace), "$/setTrace");
        rpc.Add(workspace, nameof(LspWorkspace.DidChangeConfiguration), "workspace/didChangeConfiguration");
        rpc.Add(workspace, nameof(LspWorkspace.DidChangeWorkspaceFolders), "workspace/didChangeWorkspaceFolders");
        rpc.Add(workspace, nameof(LspWorkspace.DidChangeWatchedFiles), "workspace/didChangeWatchedFiles");
        language.Register(rpc);
        rpc.Add(commands, nameof(LspCommands.ExecuteAsync), "workspace/executeCommand");
        RpcMethods.Register(rpc, contract, progress, name => [$"shim/{name}", name]);
    }
}
