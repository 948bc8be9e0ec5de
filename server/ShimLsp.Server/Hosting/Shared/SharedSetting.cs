using System.Globalization;
using System.Net;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;
using StackExchange.Redis;

namespace ShimLsp.Server.Hosting.Shared;

/// <summary>Where the shared state is. This is not a record: a record prints its members, and a password must never be printed.</summary>
internal sealed class SharedSetting
{
    private const int Port = 6379;
    private const int SentinelPort = 26379;

    private readonly string? user;
    private readonly string? password;
    private readonly bool isTls;
    private readonly List<(string Host, int Port)> hosts;
    private readonly string? service;

    private SharedSetting(
        Uri first,
        List<(string Host, int Port)> hosts,
        string? service,
        int database,
        SharedSpec spec,
        string? user,
        string? password
    )
    {
        isTls = first.Scheme == "rediss";
        (this.hosts, this.service, Database, Prefix, this.user, this.password) = (hosts, service, database, spec.Prefix, user, password);
        Shown = $"{string.Join(',', hosts.Select(host => $"{host.Host}:{host.Port}"))}";
    }

    /// <summary>The number of the database.</summary>
    public int Database { get; }

    /// <summary>What every key begins with.</summary>
    public string Prefix { get; }

    /// <summary>The hosts, for people to read.</summary>
    public string Shown { get; }

    /// <summary>Reads what a catalog says.</summary>
    /// <param name="spec">What it says.</param>
    /// <param name="folder">The catalog's folder.</param>
    /// <param name="host">The machine.</param>
    /// <exception cref="GatewayStartException">It cannot be used.</exception>
    public static SharedSetting Of(SharedSpec spec, string folder, HostEnvironment host)
    {
        var (first, hosts) = HostsOf(spec.Url);
        string? service = null;
        foreach (var pair in first.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            service =
                pair.StartsWith("service=", StringComparison.Ordinal) && pair.Length > 8
                    ? Uri.UnescapeDataString(pair[8..])
                    : throw Wrong();
        }

        var path = first.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
        {
            throw Wrong();
        }

        return new(
            first,
            [.. hosts.Select(one => (one.Host, one.Port ?? (service is null ? Port : SentinelPort)))],
            service,
            database,
            spec,
            Secret(spec.User, "shared_user", folder, host),
            Secret(spec.Password, "shared_password", folder, host)
        );
    }

    /// <summary>How the library is told.</summary>
    public ConfigurationOptions ToOptions()
    {
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = false, // it may come later
            AllowAdmin = false,
            BacklogPolicy = BacklogPolicy.FailFast, // what cannot be sent now is not sent later
            ClientName = "shim-lsp",
            ConnectRetry = 1,
            ConnectTimeout = 1000,
            AsyncTimeout = 1000, // ours is shorter
            DefaultDatabase = Database,
            HeartbeatInterval = TimeSpan.FromMilliseconds(250), // it also tries to connect again
            IncludeDetailInExceptions = false,
            KeepAlive = 5,
            Password = password,
            ReconnectRetryPolicy = new LinearRetry(250),
            ServiceName = service,
            SetClientLibrary = false,
            Ssl = isTls,
            TieBreaker = "",
            User = user,
        };
        foreach (var (name, port) in hosts)
        {
            options.EndPoints.Add(IPAddress.TryParse(name, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(name, port));
        }

        return options;
    }

    private static (Uri First, IEnumerable<(string Host, int? Port)> Hosts) HostsOf(string url)
    {
        // A list of hosts is no URI: each of them gets one of its own.
        var begin = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.IndexOfAny(['/', '?'], begin) is var at and >= 0 ? at : url.Length;
        List<(string, int?)> hosts = [];
        Uri? first = null;
        foreach (var name in url[begin..end].Split(','))
        {
            if (
                !Uri.TryCreate(url[..begin] + name + url[end..], UriKind.Absolute, out var uri)
                || uri.Host.Length == 0
                || uri.UserInfo.Length > 0
            )
            {
                throw Wrong();
            }

            first ??= uri;
            hosts.Add((uri.Host.Trim('[', ']'), uri.Port > 0 ? uri.Port : null));
        }

        return (first!, hosts);
    }

    private static string? Secret(CredentialReference reference, string field, string folder, HostEnvironment host)
    {
        var value = reference.Kind switch
        {
            CredentialKind.None => "",
            _ when reference.IsMalformed => throw new GatewayStartException(
                $"`{field}` of `gateway` in models.json is a malformed reference. Correct it."
            ),
            CredentialKind.Literal => reference.RevealLiteral(),
            CredentialKind.Env => host.Variable(reference.Name!),
            CredentialKind.File => host.Expand(reference.Name!, folder) is { } path ? KeyFile.Reveal(path) : null,
            _ => throw new GatewayStartException(
                $"`{field}` of `gateway` in models.json must be ${{env:NAME}} or ${{file:/path}}. "
                    + "Nobody can give a secret before the gateway starts."
            ),
        };
        return value is null
                ? throw new GatewayStartException(
                    $"`{field}` of `gateway` in models.json refers to {reference}, which is not set or cannot be read. Set it."
                )
            : value.Length == 0 ? null
            : KeyText.Trimmed(value);
    }

    private static GatewayStartException Wrong() =>
        new(
            "`shared` of `gateway` in models.json is no address of a Redis: write redis://host:6379, or rediss:// for TLS. "
                + "Several hosts have commas between them, and /1 at the end is database 1."
        );
}
