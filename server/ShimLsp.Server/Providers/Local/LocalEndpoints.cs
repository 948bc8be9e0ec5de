using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Local;

/// <summary>
/// Looks at endpoints on this machine: it connects, and asks Ollama which models it has. It sends no key, takes no proxy, and asks no name
/// server.
/// </summary>
/// <param name="clock">Time.</param>
internal sealed class LocalEndpoints(TimeProvider clock) : ILocalEndpoints
{
    /// <summary>The most endpoints of a catalog. A file that comes with a clone must not make the server scan ports.</summary>
    public const int MostEndpoints = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<ImmutableArray<EndpointLook>> LookAsync(Catalog catalog, CancellationToken cancellationToken)
    {
        var endpoints = catalog
            .Models.Select(model => (Model: model, Endpoint: LocalEndpoint.Of(model)))
            .Where(each => each.Endpoint is not null)
            .GroupBy(each => each.Endpoint!, each => each.Model)
            .Take(MostEndpoints);
        var looks = await Task.WhenAll(endpoints.Select(group => LookAsync(group.Key, [.. group], cancellationToken)))
            .ConfigureAwait(false);
        return [.. looks.SelectMany(look => look)];
    }

    private async Task<IEnumerable<EndpointLook>> LookAsync(
        LocalEndpoint endpoint,
        ImmutableArray<ModelSpec> models,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var socket = await endpoint.ConnectAsync(either.Token).ConfigureAwait(false);
            var pulled = endpoint.IsOllama ? await PulledModels.AskAsync(endpoint, socket, either.Token).ConfigureAwait(false) : null;
            return models.Select(model => new EndpointLook(model, FindingOf(model, pulled)));
        }
        catch (SocketException)
        {
            return models.Select(model => new EndpointLook(model, EndpointFinding.NothingThere));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return []; // too slow to say anything of it
        }
    }

    private static EndpointFinding FindingOf(ModelSpec model, PulledModels? pulled) =>
        pulled is null ? EndpointFinding.Answers
        : pulled.Has(model.Model) ? EndpointFinding.HasModel
        : EndpointFinding.LacksModel;
}

/// <summary>An endpoint on this machine, by the addresses that are this machine's whatever a name server says.</summary>
/// <param name="Host"><c>localhost</c> or a loopback address.</param>
/// <param name="Port">The port.</param>
/// <param name="IsOllama">Whether it is Ollama's, and speaks plain HTTP.</param>
internal sealed record LocalEndpoint(string Host, int Port, bool IsOllama)
{
    /// <summary>Its host and port, as a URL has them.</summary>
    public string Authority => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>The endpoint of a model; null if it is on another machine.</summary>
    /// <param name="model">The model.</param>
    public static LocalEndpoint? Of(ModelSpec model)
    {
        var address = model.BaseUrl;
        var host = address.DnsSafeHost;
        var isHere =
            host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
        return isHere
            ? new(host.ToLowerInvariant(), address.Port, model.Provider == ModelProvider.Ollama && address.Scheme == Uri.UriSchemeHttp)
            : null;
    }

    /// <summary>Connects.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SocketException">Nothing accepts connections.</exception>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(Host, out var only))
        {
            return await ConnectAsync(only, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await ConnectAsync(IPAddress.Loopback, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return await ConnectAsync(IPAddress.IPv6Loopback, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Socket> ConnectAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, Port), cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
