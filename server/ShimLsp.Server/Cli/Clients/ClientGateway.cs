using System.Collections.Immutable;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>A gateway as a client needs to know it.</summary>
internal sealed record ClientGateway
{
    /// <summary>Names the active model of the workspace. A client that asks for it follows every switch.</summary>
    public const string ActiveModel = "shim";

    /// <summary>The environment variable that carries the token, for clients that have none of their own.</summary>
    public const string TokenVariable = "SHIM_LSP_TOKEN";

    /// <summary>Scheme, host and port, with no slash at the end.</summary>
    public required string Url { get; init; }

    /// <summary>The token. It must not be an argument: other users can see those.</summary>
    public required string Token { get; init; }

    /// <summary>What a client may ask for: <see cref="ActiveModel"/> first, then Auto if the router is on, then the catalog.</summary>
    public required ImmutableArray<OfferedModel> Models { get; init; }

    /// <summary>The same models in the format of Codex, as the gateway lists them; null if it does not.</summary>
    public string? CodexModels { get; init; }

    /// <summary>A private file that holds the token, for a client that is connected for good; null for one run.</summary>
    public string? TokenFile { get; init; }

    /// <summary>A private folder for files of this run. It is removed afterwards.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the APIs of OpenAI's shape begin.</summary>
    public string OpenAiUrl => $"{Url}/v1";

    /// <summary>The active model, as it is offered.</summary>
    public OfferedModel Active => Models[0];

    /// <summary>The full path of a file of this run.</summary>
    /// <param name="name">Its name.</param>
    public string FileAt(string name) => Path.Join(Folder, name);
}

/// <summary>A model that a client may ask for.</summary>
/// <param name="Id">What the client asks for.</param>
/// <param name="Name">The name for people.</param>
/// <param name="ContextWindow">The largest input, in tokens; null if nobody knows.</param>
/// <param name="MaxOutputTokens">The longest reply, in tokens; null if nobody knows.</param>
/// <param name="SupportsImages">Whether it reads images.</param>
internal sealed record OfferedModel(string Id, string Name, int? ContextWindow, int? MaxOutputTokens, bool SupportsImages);
