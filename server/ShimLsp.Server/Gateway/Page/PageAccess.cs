using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Page;

/// <summary>A link that is not used yet, or a browser's cookie.</summary>
/// <param name="Hash">Of the secret, SHA-256 in lower-case hex.</param>
/// <param name="Token">The token that it belongs to, as <see cref="TokenUse.Id"/> names it. It ends with that token.</param>
/// <param name="Ends">When it ends at the latest.</param>
/// <param name="IsLink">Whether it is a link.</param>
internal sealed record PagePass(string Hash, string Token, DateTimeOffset Ends, bool IsLink);

/// <summary>
/// Lets a browser in by a link that works once. The browser gets a cookie of its own; the token never reaches it. Only hashes are kept.
/// Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="tenants">Knows which tokens are valid.</param>
/// <param name="known">The links and cookies that are valid already. The first request asks for them.</param>
internal sealed class PageAccess(TimeProvider time, ITenants tenants, Func<ImmutableList<PagePass>> known)
{
    /// <summary>A link that nobody used ends after this time.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromHours(1);

    /// <summary>A cookie ends after this time.</summary>
    public static readonly TimeSpan CookieLife = TimeSpan.FromHours(24);

    /// <summary>So many links are kept, and so many cookies. One more ends the oldest.</summary>
    public const int Most = 64;

    /// <summary>So many random bytes are in a link or a cookie.</summary>
    public const int SecretBytes = 32;

    private const string Cookie = "shim_page";

    private readonly Lock changing = new();
    private readonly Lazy<ImmutableList<PagePass>> first = new(known);
    private ImmutableList<PagePass>? changed; // null before the first change

    /// <summary>The links and cookies that are valid now.</summary>
    public ImmutableArray<PagePass> Passes
    {
        get
        {
            var now = time.GetUtcNow();
            return [.. Current.Where(pass => pass.Ends > now)];
        }
    }

    private ImmutableList<PagePass> Current => Volatile.Read(ref changed) ?? first.Value;

    /// <summary>A link: its path and query.</summary>
    /// <param name="secret">What is random in it.</param>
    public static string LinkOf(string secret) => $"/?link={secret}";

    /// <summary>Adds a link.</summary>
    /// <param name="passes">The links and cookies before.</param>
    /// <param name="secret">What is random in it.</param>
    /// <param name="token">The token that it belongs to, as <see cref="TokenUse.Id"/> names it.</param>
    /// <param name="made">When it was made.</param>
    public static ImmutableList<PagePass> WithLink(ImmutableList<PagePass> passes, string secret, string token, DateTimeOffset made) =>
        With(passes, new(Hash(secret), token, made + LinkLife, IsLink: true), made);

    /// <summary>Makes a link.</summary>
    /// <param name="token">The token that it belongs to, as <see cref="TokenUse.Id"/> names it.</param>
    /// <returns>Its path and query.</returns>
    public string NewLink(string token)
    {
        lock (changing)
        {
            return LinkOf(Add(token, isLink: true));
        }
    }

    /// <summary>Uses a link up.</summary>
    /// <param name="link">What the address says.</param>
    /// <param name="http">Gets the cookie.</param>
    /// <returns>Whether the link was valid.</returns>
    public bool Enter(string link, HttpContext http)
    {
        string secret;
        lock (changing)
        {
            if (Find(link, isLink: true) is not { } used || tenants.OfToken(used.Token) is null)
            {
                return false;
            }

            changed = Current.Remove(used);
            secret = Add(used.Token, isLink: false);
        }

        http.Response.Cookies.Append(
            Cookie,
            secret,
            new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = http.Request.IsHttps,
                MaxAge = CookieLife,
                Path = "/",
            }
        );
        return true;
    }

    /// <summary>The session that a browser's cookie stands for; null if it has none that is valid.</summary>
    /// <param name="request">The request.</param>
    public TenantSession? SessionOf(HttpRequest request) =>
        request.Cookies[Cookie] is { Length: > 0 } secret && Find(secret, isLink: false) is { } pass ? tenants.OfToken(pass.Token) : null;

    private string Add(string token, bool isLink)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = time.GetUtcNow();
        changed = With(Current, new(Hash(secret), token, now + (isLink ? LinkLife : CookieLife), isLink), now);
        return secret;
    }

    private static ImmutableList<PagePass> With(ImmutableList<PagePass> passes, PagePass added, DateTimeOffset now)
    {
        var valid = passes.RemoveAll(one => one.Ends <= now);
        if (valid.Count(one => one.IsLink == added.IsLink) >= Most)
        {
            valid = valid.Remove(valid.Find(one => one.IsLink == added.IsLink)!);
        }

        return valid.Add(added);
    }

    // The look-up compares hashes, so its time tells nothing about a secret.
    private PagePass? Find(string secret, bool isLink)
    {
        var (hash, now) = (Hash(secret), time.GetUtcNow());
        return Current.Find(pass => pass.Hash == hash && pass.IsLink == isLink && pass.Ends > now);
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
