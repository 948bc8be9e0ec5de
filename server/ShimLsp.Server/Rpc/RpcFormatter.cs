using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Server.Contract;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc;

/// <summary>JSON on the wire: the contract's options, source-generated types only.</summary>
internal static class RpcFormatter
{
    /// <summary>Makes a connection's formatter.</summary>
    /// <param name="more">Types that a front adds to the contract's.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Every type that travels is in a source-generated context.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Every type that travels is in a source-generated context.")]
    public static SystemTextJsonFormatter Create(IJsonTypeInfoResolver? more = null) =>
        new()
        {
            JsonSerializerOptions = new JsonSerializerOptions(WireJson.Default.Options)
            {
                TypeInfoResolver = more is null
                    ? JsonTypeInfoResolver.Combine(WireJson.Default, RpcJson.Default)
                    : JsonTypeInfoResolver.Combine(WireJson.Default, RpcJson.Default, more),
            },
        };
}
