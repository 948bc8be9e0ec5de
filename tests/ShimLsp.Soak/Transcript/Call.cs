using System.Collections.Immutable;
using ShimLsp.Soak.Facts;

namespace ShimLsp.Soak.Transcript;

/// <summary>Something that the client says, or does to a file. What changes state takes effect in the order of the calls.</summary>
/// <param name="Folder">The session it is meant for; null for the whole connection.</param>
internal abstract record Call(string? Folder);

/// <summary><c>route</c>.</summary>
internal sealed record RouteCall(string Folder, int Task) : Call(Folder)
{
    public bool Images { get; init; }

    public bool Tools { get; init; }

    public bool NoCache { get; init; }

    /// <summary>The stated size; null for an estimate of the server's, which is far below every context window here.</summary>
    public int? InputTokens { get; init; }

    /// <summary>The only models that may be chosen; default for all.</summary>
    public ImmutableArray<string> Candidates { get; init; }

    public override string ToString() =>
        $"route task {Task} in {Folder}{(Images ? ", images" : "")}{(Tools ? ", tools" : "")}{(NoCache ? ", noCache" : "")}"
        + (InputTokens is { } tokens ? $", {tokens} tokens" : "")
        + $"{(Candidates.IsDefault ? "" : $", only {string.Join(' ', Candidates)}")}";

    public bool Wants(string slug) => Candidates.IsDefault || Candidates.Contains(slug);
}

/// <summary><c>switchModel</c>.</summary>
internal sealed record SwitchCall(string Folder, string Slug, bool Persist) : Call(Folder);

/// <summary><c>reportOutcome</c>: a status, or an error if there was no answer.</summary>
internal sealed record ReportCall(string Folder, string Slug, int? Status, string? Error = null, TimeSpan? RetryAfter = null)
    : Call(Folder);

/// <summary><c>invalidateCache</c>.</summary>
internal sealed record InvalidateCall(string Folder) : Call(Folder);

/// <summary><c>status</c>.</summary>
internal sealed record StatusCall(string Folder) : Call(Folder);

/// <summary><c>listModels</c>, perhaps cancelled in the same breath.</summary>
internal sealed record ListCall(string Folder, bool IsCancelled = false) : Call(Folder);

/// <summary><c>setTrust</c>, true.</summary>
internal sealed record TrustCall(string Folder) : Call(Folder);

/// <summary>A folder is opened: a new session.</summary>
internal sealed record OpenCall(string Folder) : Call(Folder);

/// <summary>A folder is closed, and its session with it.</summary>
internal sealed record CloseCall(string Folder) : Call(Folder);

/// <summary>The client pushes settings, which hold for every session of the connection.</summary>
internal sealed record ConfigureCall(SettingsFacts Settings) : Call((string?)null);

/// <summary>The client says that watched files changed: they are read at once.</summary>
internal sealed record FilesChangedCall() : Call((string?)null);

/// <summary>What a connection begins or ends with; it must be granted.</summary>
internal sealed record SetupCall(string Method, string Params) : Call((string?)null);

/// <summary>A request that must be refused.</summary>
/// <param name="Folder">The session it is meant for; null for none.</param>
/// <param name="Method">Its method.</param>
/// <param name="Params">Its parameters, as JSON, without the folder.</param>
/// <param name="Code">The error it must meet.</param>
internal sealed record RefusedCall(string? Folder, string Method, string Params, int Code) : Call(Folder);

/// <summary>A catalog's file is written, by no message: the server has to notice.</summary>
/// <param name="Folder">The folder whose catalog it is.</param>
/// <param name="Catalog">What it says now; null for text that does not parse, which changes nothing.</param>
internal sealed record EditCall(string Folder, CatalogFacts? Catalog) : Call(Folder);
