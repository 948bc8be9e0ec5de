using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Page;

/// <summary>
/// Lets a browser in by a link that works once. The browser gets a cookie of its own; the token never reaches it. Only hashes are kept.
/// Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class PageAccess(TimeProvider time)
{
    /// <summary>A link that nobody used ends after this time.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromHours(1);

    /// <summary>A cookie ends after this time.</summary>
    public static readonly TimeSpan CookieLife = TimeSpan.FromHours(24);

    /// <summary>So many links and cookies are kept. One more ends the oldest.</summary>
    public const int Most = 64;

    private const string Cookie = "shim_page";

    private readonly Lock changing = new();
    private ImmutableList<Pass> links = [];
    private ImmutableList<Pass> cookies = [];

    /// <summary>Makes a link.</summary>
    /// <param name="session">The session that the page shows.</param>
    /// <returns>Its path and query.</returns>
    public string NewLink(Func<TenantSession?> session)
    {
        var (secret, pass) = Make(session, LinkLife);
        lock (changing)
        {
            links = Add(links, pass);
        }

        return $"/?link={secret}";
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
            if (Find(links, link) is not { } used)
            {
                return false;
            }

            links = links.Remove(used);
            (secret, var pass) = Make(used.Session, CookieLife);
            cookies = Add(cookies, pass);
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
        request.Cookies[Cookie] is { Length: > 0 } secret && Find(Volatile.Read(ref cookies), secret) is { } pass ? pass.Session() : null;

    private (string Secret, Pass Pass) Make(Func<TenantSession?> session, TimeSpan life)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (secret, new(Hash(secret), session, time.GetUtcNow() + life));
    }

    private ImmutableList<Pass> Add(ImmutableList<Pass> passes, Pass pass)
    {
        var now = time.GetUtcNow();
        var valid = passes.RemoveAll(one => one.Ends <= now);
        return (valid.Count >= Most ? valid.RemoveAt(0) : valid).Add(pass);
    }

    private Pass? Find(ImmutableList<Pass> passes, string secret)
    {
        var (hash, now) = (Hash(secret), time.GetUtcNow());
        return passes.Find(pass => pass.Hash == hash && pass.Ends > now);
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record Pass(string Hash, Func<TenantSession?> Session, DateTimeOffset Ends);
}
