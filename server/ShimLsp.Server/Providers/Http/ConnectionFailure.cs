using System.Net.Sockets;
using ShimLsp.Core.Health;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// What went wrong below or above HTTP, in words of ours: a library's may hold an address, a header, or a piece of the reply.
/// </summary>
internal static class ConnectionFailure
{
    /// <summary>The message for an answer that is not a chat reply.</summary>
    public const string NoChatReply = "It answered with something that is no chat reply: check its base_url and provider.";

    /// <summary>The message for a reply that breaks off.</summary>
    public const string BrokeOff = "Its reply broke off: try again, or choose another model.";

    /// <summary>The failure as an outcome and a sentence.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="limits">The limits of the call.</param>
    public static UpstreamException Explain(Exception failure, CallLimits limits)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                // only connecting has a time of its own down there
                case TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }:
                    return new(
                        new Outcome(null, NoAnswer.Timeout),
                        FormattableString.Invariant(
                            $"It could not be reached within {limits.Connect.TotalSeconds:0.#} s: check base_url, the network, and that it runs."
                        )
                    );
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return Network("The connection was refused: check its base_url, and whether it runs.");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return Network("Its host name is not known: check its base_url and the network.");
            }
        }

        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request:
                    return Network(Of(request.HttpRequestError));
                case HttpIOException io:
                    return Network(Of(io.HttpRequestError));
                case IOException or SocketException or ObjectDisposedException:
                    return Network(BrokeOff);
            }
        }

        return Network(failure is HttpRequestException ? "The call failed: check its base_url and the network." : NoChatReply);
    }

    /// <summary>A failure of the connection.</summary>
    /// <param name="sentence">What to say of it.</param>
    public static UpstreamException Network(string sentence) => new(new Outcome(null, NoAnswer.Network), sentence);

    private static string Of(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.NameResolutionError => "Its host name is not known: check its base_url and the network.",
            HttpRequestError.ConnectionError => "It could not be reached: check its base_url and the network.",
            HttpRequestError.SecureConnectionError =>
                "No secure connection came about: check that its base_url is right, and its certificate one that this machine trusts.",
            HttpRequestError.ProxyTunnelError => "The proxy let nothing through: check https_proxy and no_proxy.",
            HttpRequestError.ResponseEnded => BrokeOff,
            HttpRequestError.ConfigurationLimitExceeded => "Its answer's headers are too long to be read.",
            _ => NoChatReply,
        };
}
