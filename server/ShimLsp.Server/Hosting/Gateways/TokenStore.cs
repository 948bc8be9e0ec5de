using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>The file of the tokens' hashes, in the state folder. Thread-safe; processes take turns to write.</summary>
/// <param name="host">The machine.</param>
internal sealed class TokenStore(HostEnvironment host)
{
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly StateFiles files = new(host, MostBytes);

    /// <summary>The file, whether or not it exists; null if there is no state folder.</summary>
    public string? Path => files.PathOf("gateway", "tokens.json");

    /// <summary>Makes a token.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="folder">The workspace.</param>
    /// <param name="life">How long it counts; null for ever.</param>
    /// <returns>The token, which is stored nowhere; or why it could not be made, as the end of a sentence.</returns>
    public (string? Token, string? Why) Make(string tenant, FolderPath folder, TimeSpan? life = null)
    {
        var token = TokenText.New();
        var now = host.Time.GetUtcNow();
        var made = new StoredToken
        {
            Sha256 = TokenText.Hash(token),
            Tenant = tenant,
            Folder = folder.Value,
            Created = now,
            Expires = now + life,
        };
        var why = Change(tokens => tokens.Add(made));
        return why is null ? (token, null) : (null, why);
    }

    /// <summary>Ends a token.</summary>
    /// <param name="token">The token.</param>
    public string? Remove(string token)
    {
        var hash = TokenText.Hash(token);
        return Change(tokens => tokens.RemoveAll(one => one.Sha256 == hash));
    }

    /// <summary>Ends every token of a tenant for a workspace.</summary>
    /// <param name="tenant">Whose they are.</param>
    /// <param name="folder">The workspace.</param>
    /// <returns>How many ended; or why none could, as the end of a sentence.</returns>
    public (int Count, string? Why) RemoveAll(string tenant, FolderPath folder)
    {
        var count = 0;
        var why = Change(tokens =>
        {
            var left = tokens.RemoveAll(one => one.Tenant == tenant && FolderPath.Of(one.Folder).Equals(folder));
            count = tokens.Length - left.Length;
            return left;
        });
        return (count, why);
    }

    /// <summary>Every stored token, also those that no longer count.</summary>
    /// <returns>Null if the file cannot be read now.</returns>
    public ImmutableArray<StoredToken>? Read() => Of(files.Read(Path));

    private string? Change(Func<ImmutableArray<StoredToken>, ImmutableArray<StoredToken>> change) =>
        files.Change(
            Path,
            read =>
            {
                var before = Of(read) ?? [];
                var now = host.Time.GetUtcNow();
                var after = change([.. before.Where(token => token.IsValid(now))]);
                return after.SequenceEqual(before)
                    ? null
                    : JsonSerializer.SerializeToUtf8Bytes(new(after), StoredTokensJson.Default.StoredTokens);
            }
        );

    private static ImmutableArray<StoredToken>? Of(FileRead read) =>
        read switch
        {
            FileRead.Content file => Parse(file.Bytes),
            FileRead.Unreadable => null,
            _ => [],
        };

    private static ImmutableArray<StoredToken> Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, StoredTokensJson.Default.StoredTokens) is { Tokens: { IsDefault: false } tokens }
                ? [.. tokens.Where(IsWhole)]
                : [];
        }
        catch (JsonException)
        {
            return []; // not ours
        }
    }

    private static bool IsWhole(StoredToken? token) =>
        token is { Sha256.Length: 64, Tenant.Length: > 0, Folder: { } folder } && System.IO.Path.IsPathFullyQualified(folder);
}
