using System.Text.RegularExpressions;
using ShimLsp.Mock;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Conversations;

/// <summary>
/// The machine of <c>docs/protocol.md</c>: the page calls its folder <c>/tmp/tour</c>, and each conversation gets one of its own. What
/// differs from run to run is masked where two messages are compared, and nothing else.
/// </summary>
internal sealed partial class Tour : IAsyncDisposable
{
    private const string Documented = "/tmp/tour";
    private const string DocumentedUpstream = "127.0.0.1:8080";

    private readonly string root = RealPath.Of(Directory.CreateTempSubdirectory("shim-lsp-tour-").FullName)!;

    private readonly ProtocolPage page;
    private readonly MockUpstream upstream;

    private Tour(ProtocolPage page, MockUpstream upstream)
    {
        this.page = page;
        this.upstream = upstream;
        Directory.CreateDirectory(Here($"{Documented}/shop"));
        Directory.CreateDirectory(Here($"{Documented}/docs"));
        foreach (var (path, text) in page.Catalogs)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Here(path))!);
            File.WriteAllText(Here(path), Here(text));
        }
    }

    /// <summary>Sets it up, with the server that plays the providers.</summary>
    public static async Task<Tour> StartAsync(ProtocolPage page)
    {
        var upstream = await MockUpstream.StartAsync();
        upstream["small-1"].Answers(Answer.Says("Air scatters ", "blue light most.").Takes(input: 21, output: 8, cached: 16));
        upstream["flaky-1"].Answers(Answer.Fails(503));
        upstream["large-1"]
            .Answers(request =>
                request.Body.Contains("open_file", StringComparison.Ordinal)
                    ? Answer.Says().Calls("toolu_1", "open_file", "{\"path\":", "\"main.py\"}").Takes(input: 380, output: 31)
                    : Answer.Says("Take the locks of the three files in one order.").Takes(input: 52, output: 210)
            );
        upstream["gone-1"].Answers(Answer.Fails(404));
        upstream["deep-1"].Answers(Thinks);
        upstream.Lists(
            "/v1/models",
            Answer.Sends("application/json", """{"data":[{"id":"small-1","context_length":131072},{"id":"large-1"},{"id":7}]}""")
        );
        return new(page, upstream);
    }

    /// <summary>A model that thinks before it calls a tool, and wants its thoughts back with the result.</summary>
    private static Answer Thinks(ReceivedRequest request) =>
        !request.Body.Contains("open_file", StringComparison.Ordinal)
            ? Answer.Says("Air scatters blue light most.").Takes(input: 21, output: 8)
        : request.Body.Contains("reasoning_content", StringComparison.Ordinal) ? Answer.Says("It prints 1.").Takes(input: 60, output: 5)
        : Answer.Sends(
            "text/event-stream",
            """
            data: {"choices":[{"delta":{"reasoning_content":"They want to see the file."}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"id":"call_1","function":{"name":"open_file","arguments":"{}"}}]}}]}

            data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """
        );

    /// <summary>What the page writes, as it is here.</summary>
    public string Here(string documented) =>
        documented
            .Replace(Documented, root, StringComparison.Ordinal)
            .Replace(DocumentedUpstream, Here(upstream), StringComparison.Ordinal);

    /// <summary>What was heard here, as the page writes it.</summary>
    public string AsDocumented(string heard) =>
        heard.Replace(root, Documented, StringComparison.Ordinal).Replace(Here(upstream), DocumentedUpstream, StringComparison.Ordinal);

    /// <summary>
    /// A message without the parts that differ in each run: a part of a decision's id, durations and times. If models live at a random
    /// port, also the cache's key, which covers the port.
    /// </summary>
    public string Masked(string message, WorkedConversation conversation)
    {
        var masked = Volatile().Replace(message, "");
        return conversation.Arguments.Any(CallsUpstream) ? CacheKey().Replace(masked, "") : masked;
    }

    public RunningServer Start(WorkedConversation conversation)
    {
        string[] arguments = [conversation.IsLsp ? "lsp" : "rpc", .. conversation.Arguments.Select(Here)];
        return RunningServer.StartIn(
            Here($"{Documented}/shop"),
            conversation.IsLsp ? WireFraming.Header : WireFraming.NewLine,
            arguments,
            ("HOME", Here($"{Documented}/home")),
            ("ANTHROPIC_API_KEY", "set")
        );
    }

    public async ValueTask DisposeAsync()
    {
        await upstream.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private static string Here(MockUpstream upstream) => new Uri(upstream.Origin).Authority;

    private bool CallsUpstream(string argument) =>
        page.Catalogs.TryGetValue(argument, out var catalog) && catalog.Contains(DocumentedUpstream, StringComparison.Ordinal);

    [GeneratedRegex("""(?<="cacheKey":")[0-9a-f]+""")]
    private static partial Regex CacheKey();

    [GeneratedRegex(
        """(?<="decisionId":")[0-9a-f]+(?=-[0-9]+")|(?<="(?:elapsedMicroseconds|milliseconds)":)[0-9]+"""
            + """|(?<="until":")[^"]*|(?<="latencyMs":{)[^}]*"""
    )]
    private static partial Regex Volatile();
}
