using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Providers.Requests;

namespace ShimLsp.Server.Providers;

/// <summary>Asks models with one session's keys, over the connections that all sessions share.</summary>
/// <param name="connections">The connections.</param>
/// <param name="keys">The session's keys.</param>
/// <param name="limits">How long a call may take, and how much it may bring.</param>
/// <param name="clock">Time.</param>
internal sealed class ProviderUpstream(Connections connections, IKeys keys, CallLimits limits, TimeProvider clock) : IUpstream
{
    /// <inheritdoc/>
    public ChatRead Read(ChatRequest request)
    {
        var faults = new RequestFaults();
        var read = RequestReader.Read(request, faults);
        return faults.Path is not null
            ? new(null, faults.Path, faults.Message)
            : new(
                new ProviderChat(
                    read,
                    connections,
                    keys,
                    limits with
                    {
                        MostReplyBytes = request.MostReplyBytes ?? limits.MostReplyBytes,
                    },
                    clock
                )
            );
    }
}
