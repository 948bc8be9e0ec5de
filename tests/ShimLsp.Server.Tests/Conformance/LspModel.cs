using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>A request or notification of LSP.</summary>
/// <param name="Direction"><c>clientToServer</c>, <c>serverToClient</c> or <c>both</c>.</param>
/// <param name="Params">What it says; null if it says nothing.</param>
/// <param name="Result">What answers it; null for a notification.</param>
/// <param name="ClientCapability">What a client must be able to do, as a path into its capabilities; null for nothing.</param>
/// <param name="ServerCapability">What a server must claim to be sent it, likewise.</param>
internal sealed record LspMessage(string Direction, Shape? Params, Shape? Result, string? ClientCapability, string? ServerCapability)
{
    public bool GoesTo(string receiver) => Direction == "both" || Direction.EndsWith($"To{receiver}", StringComparison.Ordinal);
}

/// <summary>The meta model of LSP 3.18, as <c>scripts/lsp-model</c> makes it.</summary>
internal sealed class LspModel
{
    private LspModel(TypeTable table)
    {
        Types = [.. table.Types];
        Requests = MessagesOf(table, "requests");
        Notifications = MessagesOf(table, "notifications");
        Registrations = table.TypesOf("registrations");
        Progress = table.Read(table.Root.GetProperty("progress").GetString()!);
    }

    public static LspModel Instance { get; } = new(new TypeTable("lsp-3.18.json"));

    public ImmutableDictionary<string, LspMessage> Requests { get; }

    public ImmutableDictionary<string, LspMessage> Notifications { get; }

    /// <summary>The options with which a method is registered dynamically.</summary>
    public ImmutableDictionary<string, Shape> Registrations { get; }

    /// <summary>What <c>$/progress</c> carries for a work-done token.</summary>
    public Shape Progress { get; }

    public ImmutableArray<Shape> Types { get; }

    private static ImmutableDictionary<string, LspMessage> MessagesOf(TypeTable table, string list) =>
        table
            .Root.GetProperty(list)
            .EnumerateObject()
            .ToImmutableDictionary(
                message => message.Name,
                message => new LspMessage(
                    message.Value.GetProperty("direction").GetString()!,
                    Optional(message.Value, "params") is { } parameters ? table.Read(parameters) : null,
                    Optional(message.Value, "result") is { } result ? table.Read(result) : null,
                    Optional(message.Value, "client"),
                    Optional(message.Value, "server")
                )
            );

    private static string? Optional(JsonElement message, string name) =>
        message.TryGetProperty(name, out var text) ? text.GetString() : null;
}
