using System.Collections.Immutable;
using System.Globalization;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>What a message of JSON-RPC is.</summary>
internal enum MessageKind
{
    Request,
    Notification,
    Result,
    Error,
}

/// <summary>What <c>docs/protocol.md</c> promises of the server's own messages, as <c>shim.json</c> writes it down.</summary>
internal sealed class ShimContract
{
    private ShimContract(TypeTable table)
    {
        Types = [.. table.Types];
        Requests = table.TypesOf("requests");
        PlainRequests = Requests.AddRange(table.TypesOf("plainRequests"));
        Notifications = table.TypesOf("notifications");
        Errors = table
            .TypesOf("errors")
            .ToImmutableDictionary(error => int.Parse(error.Key, CultureInfo.InvariantCulture), error => error.Value);
        ChatDelta = table.Find("ChatDelta");
        Lsp = [.. table.Root.GetProperty("lsp").EnumerateArray().Select(method => method.GetString()!)];
        Envelopes = Enum.GetValues<MessageKind>().ToImmutableDictionary(kind => kind, kind => table.Find($"{kind}Message"));
    }

    public static ShimContract Instance { get; } = new(new TypeTable("shim.json"));

    /// <summary>The results of the methods that both fronts serve, by bare name.</summary>
    public ImmutableDictionary<string, Shape> Requests { get; }

    /// <summary>Those, and the results of the plain front's own.</summary>
    public ImmutableDictionary<string, Shape> PlainRequests { get; }

    /// <summary>The parameters of the notifications, by bare name.</summary>
    public ImmutableDictionary<string, Shape> Notifications { get; }

    /// <summary>The whole of an error, by its code.</summary>
    public ImmutableDictionary<int, Shape> Errors { get; }

    /// <summary>A piece of a chat's result.</summary>
    public Shape ChatDelta { get; }

    /// <summary>Of what LSP lets a server say, what this one does.</summary>
    public ImmutableHashSet<string> Lsp { get; }

    /// <summary>JSON-RPC's messages, whatever they are about.</summary>
    public ImmutableDictionary<MessageKind, Shape> Envelopes { get; }

    public ImmutableArray<Shape> Types { get; }
}
