using System.Net.Sockets;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// Explains failures below and above HTTP in our own words. A library's message may hold a header or a piece of the reply. Of the model's
/// address only scheme, host and port are shown: a path or a query may hold a key.
/// </summary>
internal static class ConnectionFailure
{
    /// <summary>The reply is not a model's.</summary>
    public static UpstreamException NoChatReply() =>
        Network("Unexpected reply: not a chat completion. Check base_url and provider.", "unexpected reply");

    /// <summary>The reply ended in the middle.</summary>
    // Coding agents look for words like "connection lost", and then ask again by themselves.
    public static UpstreamException BrokeOff() =>
        Network("Connection lost, so the reply ended early. Try again, or choose another model.", "reply ended early");

    /// <summary>The reply is compressed, and nobody here can read it.</summary>
    public static UpstreamException UnknownEncoding() =>
        Network("The reply is compressed in an unknown way. Turn compression off at the endpoint.", "unexpected reply");

    /// <summary>The failure as an outcome and a sentence.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="model">The model that was asked.</param>
    /// <param name="limits">The limits of the call.</param>
    public static UpstreamException Explain(Exception failure, ModelSpec model, CallLimits limits)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                // only connecting has a time of its own down there
                case TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }:
                    var seconds = FormattableString.Invariant($"{limits.Connect.TotalSeconds:0.#}");
                    return new(
                        new Outcome(null, NoAnswer.Timeout),
                        $"No connection to {OriginOf(model)} within {seconds} s. Check base_url and the network."
                    );
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return Network($"Connection refused at {OriginOf(model)}. {RemedyOf(model)}", "connection refused");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return NoSuchHost(model);
            }
        }

        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request:
                    return Of(request.HttpRequestError, model);
                case HttpIOException io:
                    return Of(io.HttpRequestError, model);
                case IOException or SocketException or ObjectDisposedException:
                    return BrokeOff();
            }
        }

        return failure is HttpRequestException ? Network("The call failed. Check base_url and the network.", "call failed") : NoChatReply();
    }

    /// <summary>A failure of the connection.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="brief">The same in two or three words.</param>
    public static UpstreamException Network(string message, string? brief = null) =>
        new(new Outcome(null, NoAnswer.Network), message) { Brief = brief };

    private static UpstreamException Of(HttpRequestError error, ModelSpec model) =>
        error switch
        {
            HttpRequestError.NameResolutionError => NoSuchHost(model),
            HttpRequestError.ConnectionError => Network(
                $"No connection to {OriginOf(model)}. Check base_url and the network.",
                "no connection"
            ),
            HttpRequestError.SecureConnectionError => Network(
                $"No secure connection to {OriginOf(model)}. Check base_url, and that this machine trusts the certificate.",
                "no secure connection"
            ),
            HttpRequestError.ProxyTunnelError => Network(
                "The proxy refused the connection. Check https_proxy and no_proxy.",
                "refused by the proxy"
            ),
            HttpRequestError.ResponseEnded => BrokeOff(),
            HttpRequestError.ConfigurationLimitExceeded => Network("The reply's headers are too long. Check base_url.", "unexpected reply"),
            _ => NoChatReply(),
        };

    private static UpstreamException NoSuchHost(ModelSpec model) =>
        Network($"Host {model.BaseUrl.Host} not found. Check base_url and the network.", "host not found");

    private static string RemedyOf(ModelSpec model) =>
        model switch
        {
            { Provider: ModelProvider.Ollama } => "Is Ollama running?",
            { BaseUrl.IsLoopback: true } => "Is the server running?",
            _ => "Check base_url, and that the server is running.",
        };

    private static string OriginOf(ModelSpec model) => model.BaseUrl.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
