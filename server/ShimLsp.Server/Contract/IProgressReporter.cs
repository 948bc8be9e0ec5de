using System.Text.Json;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>Tells the client that something takes its time. A port: the fronts know how.</summary>
public interface IProgressReporter
{
    /// <summary>Reports a beginning, waits for the work, and reports its end, whatever it is.</summary>
    /// <typeparam name="T">The work's result.</typeparam>
    /// <param name="token">The client's token.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work.</param>
    Task<T> WhileAsync<T>(JsonElement token, string title, ValueTask<T> work);

    /// <summary>Sends one piece of a result, after those before it, and waits while the client has too much unread.</summary>
    /// <param name="token">The client's token.</param>
    /// <param name="delta">The piece.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask ShowAsync(JsonElement token, ChatDelta delta, CancellationToken cancellationToken);
}
