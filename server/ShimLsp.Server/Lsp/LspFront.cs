using ShimLsp.Server.Contract;
using ShimLsp.Server.Rpc;

namespace ShimLsp.Server.Lsp;

/// <summary>The methods of the LSP front.</summary>
internal static class LspFront
{
    /// <summary>Adds LSP's methods, and the contract's under <c>shim/NAME</c> and <c>NAME</c>.</summary>
    /// <param name="rpc">The connection.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="workspace">LSP's own messages.</param>
    /// <param name="progress">How slow methods report.</param>
    public static void Register(ShimJsonRpc rpc, IShimContract contract, LspWorkspace workspace, WorkDoneProgress progress)
    {
        rpc.Add(workspace.Initialize, "initialize");
        rpc.Add(workspace.Initialized, "initialized");
        rpc.Add(LspWorkspace.Shutdown, "shutdown");
        rpc.Add(workspace.Exit, "exit");
        rpc.Add(workspace.SetTrace, "$/setTrace");
        rpc.Add(workspace.DidChangeConfiguration, "workspace/didChangeConfiguration");
        rpc.Add(workspace.DidChangeWorkspaceFolders, "workspace/didChangeWorkspaceFolders");
        rpc.Add(workspace.DidChangeWatchedFiles, "workspace/didChangeWatchedFiles");
        rpc.Add(new LspCommands(contract, new ReportingMethods(contract, progress)).ExecuteAsync, "workspace/executeCommand");
        RpcMethods.Register(rpc, contract, progress, name => [$"shim/{name}", name]);
    }
}
