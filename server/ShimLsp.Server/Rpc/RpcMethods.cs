using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Rpc;

/// <summary>Serves the contract's methods over JSON-RPC, as <see cref="ContractMethods"/> lists them.</summary>
internal static class RpcMethods
{
    /// <summary>Adds every method.</summary>
    /// <param name="rpc">The connection.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="progress">How slow methods report.</param>
    /// <param name="namesOf">The front's names of a method, given its bare name.</param>
    public static void Register(ShimJsonRpc rpc, IShimContract contract, WorkDoneProgress progress, Func<string, string[]> namesOf)
    {
        var reporting = new ReportingMethods(contract, progress);
        foreach (var method in ContractMethods.All)
        {
            if (ReportingMethods.Find(method) is { } reports)
            {
                rpc.Add(reporting, reports, namesOf(method.Name));
            }
            else
            {
                rpc.Add(contract, method.Member, namesOf(method.Name));
            }
        }
    }
}
