using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>Whether each key of a catalog is available.</summary>
/// <param name="States">By model.</param>
/// <param name="KeyFiles">The files that were looked into, each once.</param>
/// <param name="Pending">What the person has to allow first, each once.</param>
/// <param name="Allowed">What they have allowed and the catalog uses, each once.</param>
/// <param name="Looked">The same files as looked at before they were read.</param>
internal sealed record CredentialCheck(
    FrozenDictionary<ModelSlug, CredentialState> States,
    ImmutableArray<KeyFile> KeyFiles,
    ImmutableArray<CredentialGrant> Pending,
    ImmutableArray<CredentialGrant> Allowed,
    ImmutableArray<WatchedFile> Looked
)
{
    /// <summary>Of no catalog.</summary>
    public static CredentialCheck Nothing { get; } = new(FrozenDictionary<ModelSlug, CredentialState>.Empty, [], [], [], []);
}

/// <summary>Checks one catalog's credentials. Keys are read at use; here it is only seen that they can be.</summary>
/// <param name="query">Whose catalog.</param>
/// <param name="trust">What that workspace may do.</param>
/// <param name="host">The machine.</param>
/// <param name="text">The catalog's text and place.</param>
internal sealed class CredentialResolver(CatalogQuery query, WorkspaceTrust trust, HostEnvironment host, CatalogText text)
{
    private readonly bool isOwn = trust.IsWorkspaceFile(text.Place, text.RealPath);
    private readonly string folder = Path.GetDirectoryName(text.Place.Path) ?? host.WorkingDirectory;
    private readonly Dictionary<string, KeyFile> keyFiles = new(StringComparer.Ordinal);
    private readonly List<WatchedFile> looked = [];
    private readonly HashSet<CredentialGrant> asked = [];
    private readonly List<CredentialGrant> pending = [];
    private readonly List<CredentialGrant> allowed = [];

    /// <summary>Checks every model's credential.</summary>
    /// <param name="catalog">The catalog of the text.</param>
    public CredentialCheck Check(Catalog catalog)
    {
        var states = catalog.Models.ToFrozenDictionary(model => model.Slug, State);
        return new(states, [.. keyFiles.Values], [.. pending], [.. allowed], [.. looked]);
    }

    private CredentialState State(ModelSpec model)
    {
        var reference = model.Credential;
        if (reference is not { Name: { } name })
        {
            return reference.RevealLiteral() is { } literal && !KeyText.IsSendable(literal.AsSpan().Trim())
                ? Missing(CredentialFault.Unsendable, $"api_key {KeyText.Unsendable}. Correct it in the catalog.")
                : CredentialState.Resolved; // needs none, or carries it
        }

        if (reference.IsMalformed)
        {
            return Missing(CredentialFault.Malformed, "api_key is a malformed reference. Correct it in the catalog.");
        }

        var path = reference.Kind is CredentialKind.File ? host.Expand(name, folder) : null;
        if (
            isOwn
            && CredentialGrant.For(path is null ? reference : CredentialReference.File(path), model.BaseUrl) is var grant
            && !IsAllowed(grant)
        )
        {
            return Missing(
                CredentialFault.NotAllowed,
                $"This workspace's catalog may not send {grant.Reference} to {grant.Origin} yet. "
                    + $"Allow it in the editor, or run: {TrustCommandLine.For(query.Folder ?? FolderPath.Of(folder), text.Place)}"
            );
        }

        return reference.Kind switch
        {
            CredentialKind.Env => OfText(
                Secret(name) ?? Variable(name),
                name,
                CredentialFault.VariableNotSet,
                host.IsWindows ? $"{name} is not set. Run: $env:{name} = \"…\"" : $"{name} is not set. Run: export {name}=…"
            ),
            CredentialKind.Secret => OfText(
                Secret(name),
                name,
                CredentialFault.SecretNotGiven,
                $"Secret {name} is not set. Enter it in the editor, or call setCredential."
            ),
            _ => path is null
                ? Missing(CredentialFault.Malformed, $"{reference} is not a file path. Correct it in the catalog.")
                : OfFile(path),
        };
    }

    /// <summary>A model's key, for the one call that sends it; null if it is missing or must not be sent.</summary>
    /// <param name="model">The model.</param>
    public string? Reveal(ModelSpec model)
    {
        var reference = model.Credential;
        if (reference.Kind is CredentialKind.Literal)
        {
            return reference.RevealLiteral()!.Trim();
        }

        if (reference is not { Name: { } name } || !State(model).IsResolved)
        {
            return null;
        }

        return reference.Kind switch
        {
            CredentialKind.Env => Secret(name) ?? Variable(name),
            CredentialKind.Secret => Secret(name),
            _ => host.Expand(name, folder) is { } path ? KeyFile.Reveal(path) : null,
        };
    }

    private bool IsAllowed(CredentialGrant grant)
    {
        var isAllowed = trust.Allows(grant);
        if (asked.Add(grant))
        {
            (isAllowed ? allowed : pending).Add(grant);
        }

        return isAllowed;
    }

    private CredentialState OfFile(string path)
    {
        if (!keyFiles.TryGetValue(path, out var file))
        {
            looked.Add(WatchedFile.Look(path, host.Time.GetUtcNow()));
            file = keyFiles[path] = LeadsOut(path) ? KeyFile.LeadingOut(path) : KeyFile.Check(path);
        }

        return file is { Fault: { } fault, Problem: { } problem }
            ? Missing(fault, $"The key file {path} {problem}. Put the key there.")
            : CredentialState.Resolved;
    }

    // What the person allowed was a file of the clone's own. Had a later pull made it a link to a file of the person's, that would go out.
    private bool LeadsOut(string path) =>
        isOwn && trust.IsInOpenFolder(path) && !(RealPath.Of(path) is { } real && trust.IsInOpenFolder(real));

    // A secret wins over a variable of the same name: a process's environment never changes, and this is how its key is replaced.
    private string? Secret(string name) => query.Secrets.GetValueOrDefault(name) is { Length: > 0 } secret ? secret : null;

    private string? Variable(string name) => host.Variable(name)?.Trim() is { Length: > 0 } key ? key : null;

    private static CredentialState OfText(string? key, string name, CredentialFault fault, string missing) =>
        key is null ? Missing(fault, missing)
        : KeyText.IsSendable(key) ? CredentialState.Resolved
        : Missing(CredentialFault.Unsendable, $"{name} {KeyText.Unsendable}. Enter it again.");

    private static CredentialState Missing(CredentialFault fault, string sentence) => new(fault, sentence);
}
