using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Framing;

namespace ShimLsp.Server.Tests.Conversations;

/// <summary>The methods that each front serves. Each front registers its methods.</summary>
internal static class ServedMethods
{
    public static ImmutableSortedSet<string> Plain { get; } =
        Names(rpc => new PlainFront(null!, null!).Register(rpc, Nobody.Create(), new(new())));

    public static ImmutableSortedSet<string> Lsp { get; } =
        Names(rpc =>
            LspFront.Register(
                rpc,
                Nobody.Create(),
                new LspWorkspace(null!, null!, null!, null!, null!, null!, null!, null!, null!),
                new LspLanguage(null!, new(), () => null),
                new LspCommands(null!, null!, null!, null!),
                new(new())
            )
        );

    private static ImmutableSortedSet<string> Names(Action<ShimJsonRpc> register)
    {
        var handler = ShimMessageHandler.Over(Stream.Null, Stream.Null, RpcFormatter.Create(), new() { Framing = Framing.NewLine });
        using var rpc = new ShimJsonRpc(handler, NullLogger.Instance);
        register(rpc);
        return [.. rpc.Uncalled];
    }

#pragma warning disable CA1852 // not sealed: DispatchProxy derives from it at run time
    /// <summary>A contract without an implementation.</summary>
    private class Nobody : DispatchProxy
    {
        public static IShimContract Create() => Create<IShimContract, Nobody>();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException();
    }
#pragma warning restore CA1852
}
