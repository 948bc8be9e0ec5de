using ShimLsp.Core.Conversation;
using ShimLsp.Server.Gateway.Work;
using ShimLsp.Server.Gateway.Work.OpenAi;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>The paths of the gateway.</summary>
internal sealed class Routes
{
    private readonly Dictionary<(string Method, string Path), Func<GatewayCall, Task>> table;

    /// <summary>Makes the table.</summary>
    /// <param name="clock">Time.</param>
    public Routes(TimeProvider clock) =>
        table = new()
        {
            [("POST", "/v1/chat/completions")] = new WorkHandler(
                RequestFormat.ChatCompletions,
                asked => new CompletionWriter(asked, clock)
            ).HandleAsync,
        };

    /// <summary>The handler of a path; null for none.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path.</param>
    public Func<GatewayCall, Task>? Find(string method, string path) => table.GetValueOrDefault((method, path));
}
