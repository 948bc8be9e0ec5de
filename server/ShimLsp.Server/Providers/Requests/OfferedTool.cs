using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ShimLsp.Server.Providers.Requests;

/// <summary>A tool that a request offers: its name and schema as the client gave them. It is called by the client, never here.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it is for; null where that is not said.</param>
/// <param name="schema">The JSON schema of its arguments.</param>
/// <param name="strict">Whether the arguments must obey the schema; null where that is not said.</param>
internal sealed class OfferedTool(string name, string? description, JsonElement schema, bool? strict) : AIFunctionDeclaration
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => description ?? "";

    /// <inheritdoc/>
    public override JsonElement JsonSchema => schema;

    /// <summary>Whether the arguments must obey the schema; null where that is not said.</summary>
    public bool? Strict => strict;
}
