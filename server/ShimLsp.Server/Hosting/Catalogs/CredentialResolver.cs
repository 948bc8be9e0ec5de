using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Providers;

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
        var ofKey = OfKey(model);
        if (model.ExtraHeaders.IsEmpty)
        {
            return ofKey;
        }

        // Each reference is checked, though one fault is enough: the person is asked about all of them at once.
        CredentialState[] faults =
        [
            .. model
                .ExtraHeaders.SelectMany(header => header.Value.References.Select(reference => OfHeader(header.Key, reference, model)))
                .Prepend(ofKey)
                .Where(state => !state.IsResolved),
        ];
        return faults is [var first, ..] ? first : CredentialState.Resolved;
    }

    private CredentialState OfKey(ModelSpec model) =>
        model.Credential switch
        {
            { Kind: CredentialKind.None } => CredentialState.Resolved,
            { Kind: CredentialKind.Literal } literal => KeyText.IsSendable(KeyText.Trimmed(literal.RevealLiteral()!))
                ? CredentialState.Resolved
                : new(CredentialFault.Unsendable, $"api_key {KeyText.Unsendable}. Correct it in the catalog."),
            { IsMalformed: true } malformed => Named(
                new(CredentialFault.Malformed, "api_key is a malformed reference. Correct it in the catalog."),
                malformed
            ),
            var reference => Named(Of(reference, model.BaseUrl, KeyText.IsSendable), reference),
        };

    private CredentialState OfHeader(string name, CredentialReference reference, ModelSpec model) =>
        Named(
            reference.IsMalformed
                ? new(CredentialFault.Malformed, $"The header {name} has a malformed reference. Correct it in the catalog.")
                : Of(reference, model.BaseUrl, KeyText.IsHeaderText),
            reference
        );

    private static CredentialState Named(CredentialState state, CredentialReference reference) =>
        state.IsResolved ? state : state with { Reference = reference };

    private CredentialState Of(CredentialReference reference, Uri baseUrl, IsSendable isSendable)
    {
        var name = reference.Name!;
        var path = reference.Kind is CredentialKind.File ? host.Expand(name, folder) : null;
        if (isOwn && GrantFor(reference, baseUrl, folder, host) is var grant && !IsAllowed(grant))
        {
            return new(
                CredentialFault.NotAllowed,
                $"This workspace's catalog may not send {grant.Reference} to {grant.Origin} yet. "
                    + $"Allow it in the editor, or run: {TrustCommandLine.For(query.Folder ?? FolderPath.Of(folder), text.Place)}"
            );
        }

        return reference.Kind switch
        {
            CredentialKind.Env => (Secret(name) ?? Variable(name)) is { } value ? OfText(value, isSendable, name) : VariableNotSet(name),
            CredentialKind.Secret => Secret(name) is { } secret
                ? OfText(secret, isSendable, name)
                : new(CredentialFault.SecretNotGiven, $"Secret {name} is not set. Enter it in VS Code, or use ${{env:{name}}} instead."),
            _ => path is null
                ? new(CredentialFault.Malformed, $"{reference} is not a file path. Correct it in the catalog.")
                : OfFile(path),
        };
    }

    /// <summary>The pairs that a row asks for.</summary>
    /// <param name="model">The row.</param>
    /// <param name="text">Its catalog's text and place.</param>
    /// <param name="host">The machine.</param>
    public static IEnumerable<CredentialGrant> GrantsFor(ModelSpec model, CatalogText text, HostEnvironment host)
    {
        var folder = Path.GetDirectoryName(text.Place.Path) ?? host.WorkingDirectory;
        return model
            .References.Where(reference => !reference.IsMalformed)
            .Select(reference => GrantFor(reference, model.BaseUrl, folder, host));
    }

    private static CredentialGrant GrantFor(CredentialReference reference, Uri baseUrl, string folder, HostEnvironment host) =>
        CredentialGrant.For(
            reference.Kind is CredentialKind.File && host.Expand(reference.Name!, folder) is { } path
                ? CredentialReference.File(path)
                : reference,
            baseUrl
        );

    /// <summary>What one call to a model sends; null if anything is missing or must not be sent.</summary>
    /// <param name="model">The model.</param>
    public CallCredentials? Reveal(ModelSpec model)
    {
        if (!State(model).IsResolved)
        {
            return null;
        }

        var key = Value(model.Credential);
        if (model.Credential.Kind is not CredentialKind.None && (key is null || !KeyText.IsSendable(key)))
        {
            return null;
        }

        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>(model.ExtraHeaders.Count);
        foreach (var (name, value) in model.ExtraHeaders)
        {
            if (value.Expand(Value) is not { } expanded)
            {
                return null;
            }

            headers.Add(new(name, expanded));
        }

        return new(key, headers.MoveToImmutable());
    }

    private string? Value(CredentialReference reference) =>
        reference.Kind switch
        {
            CredentialKind.Literal => KeyText.Trimmed(reference.RevealLiteral()!),
            CredentialKind.Env => Secret(reference.Name!) ?? Variable(reference.Name!),
            CredentialKind.Secret => Secret(reference.Name!),
            CredentialKind.File => host.Expand(reference.Name!, folder) is { } path ? KeyFile.Reveal(path) : null,
            _ => null,
        };

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
            var look = WatchedFile.Look(path, host.Time.GetUtcNow());
            file = keyFiles[path] = LeadsOut(path) ? KeyFile.LeadingOut(path) : KeyFile.Check(path);
            looked.Add(look.After(file.MayPass));
        }

        return file is { Fault: { } fault, Problem: { } problem }
            ? new(fault, $"The key file {path} {problem}. Put the key there.") { File = path }
            : CredentialState.Resolved;
    }

    // What the person allowed was a file of the clone's own. Had a later pull made it a link to a file of the person's, that would go out.
    private bool LeadsOut(string path) =>
        isOwn && trust.IsInOpenFolder(path) && !(RealPath.Of(path) is { } real && trust.IsInOpenFolder(real));

    // A secret wins over a variable of the same name: a process's environment never changes, and this is how its key is replaced.
    private string? Secret(string name) => query.Secrets.GetValueOrDefault(name) is { } secret ? OrNull(secret) : null;

    private string? Variable(string name) => host.Variable(name) is { } value ? OrNull(value) : null;

    private static string? OrNull(string text) => KeyText.Trimmed(text) is { Length: > 0 } trimmed ? trimmed : null;

    private static CredentialState OfText(string text, IsSendable isSendable, string name) =>
        isSendable(text) ? CredentialState.Resolved : new(CredentialFault.Unsendable, $"{name} {KeyText.Unsendable}. Enter it again.");

    private CredentialState VariableNotSet(string name) =>
        new(
            CredentialFault.VariableNotSet,
            host.IsWindows ? $"{name} is not set. Run: $env:{name} = \"…\"" : $"{name} is not set. Run: export {name}=…"
        );

    private delegate bool IsSendable(ReadOnlySpan<char> text);
}
