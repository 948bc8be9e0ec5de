using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Rpc;

/// <summary>The contract's methods and their names: the one list that both fronts serve.</summary>
internal static class RpcMethods
{
    /// <summary>Adds every method.</summary>
    /// <param name="rpc">The connection.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="namesOf">The front's names of a method, given its bare name.</param>
    public static void Register(ShimJsonRpc rpc, IShimRpc contract, Func<string, string[]> namesOf)
    {
        rpc.Add(contract.ListModels, namesOf("listModels"));
        rpc.Add(contract.SwitchModel, namesOf("switchModel"));
        rpc.Add(contract.RouteAsync, namesOf("route"));
        rpc.Add(contract.ChatAsync, namesOf("chat"));
        rpc.Add(contract.ReportOutcome, namesOf("reportOutcome"));
        rpc.Add(contract.InvalidateCache, namesOf("invalidateCache"));
        rpc.Add(contract.Status, namesOf("status"));
        rpc.Add(contract.SetCredential, namesOf("setCredential"));
        rpc.Add(contract.SetTrust, namesOf("setTrust"));
    }
}
