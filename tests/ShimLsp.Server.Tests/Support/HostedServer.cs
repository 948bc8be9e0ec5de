using System.Collections.Immutable;
using System.IO.Pipelines;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Conformance;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// The whole server in this process, from bytes to bytes, with a clock and a classifier that the test controls. What two processes
/// can only do by luck happens here by order.
/// </summary>
internal sealed class HostedServer : IAsyncDisposable
{
    /// <summary>As <see cref="Home.ThreeModels"/>, with a classifier that takes its time.</summary>
    public const string Catalog = """
        {
          "models": [
            { "slug": "cheap", "model": "m-cheap", "provider": "ollama", "cost": 1 },
            { "slug": "mid", "model": "m-mid", "provider": "ollama", "cost": 3 },
            { "slug": "strong", "model": "m-strong", "provider": "ollama", "cost": 9 }
          ],
          "router": { "classifier": "cheap" }
        }
        """;

    private readonly Pipe toServer = new();
    private readonly Pipe fromServer = new();

    private HostedServer(
        Home home,
        WireFraming framing,
        bool isLsp,
        Func<ServerOptions, Stream, Stream, Task<int>> run,
        bool asksModels = false
    )
    {
        var options = new ServerOptions
        {
            Host = new HostEnvironment
            {
                Variable = name => home.Variables.GetValueOrDefault(name),
                HomeFolder = home.At("home"),
                WorkingDirectory = home.Work,
                Time = Time,
                IsWindows = OperatingSystem.IsWindows(),
            },
            Stderr = Stderr,
            Embedded = new EasyScorer(),
            Classifiers = asksModels ? null : Classifier,
        };
        Exit = Task.Run(async () =>
        {
            var code = await run(options, toServer.Reader.AsStream(), fromServer.Writer.AsStream());
            await fromServer.Writer.CompleteAsync(); // as a process's end closes its output
            return code;
        });
        Client = new ShimClient(toServer.Writer.AsStream(), fromServer.Reader.AsStream(), framing, new MessageRules(isLsp));
    }

    public ShimClient Client { get; }

    public SettableClock Time { get; } = new();

    public ControlledScorer Classifier { get; } = new();

    public StringWriter Stderr { get; } = new();

    /// <summary>The exit code, when the server ends.</summary>
    public Task<int> Exit { get; }

    public static HostedServer Lsp(Home home) => new(home, WireFraming.Header, isLsp: true, LspHost.RunAsync);

    /// <summary>The plain front, which is to write to that stream.</summary>
    public static HostedServer PlainTo(Home home, Stream output) =>
        new(
            home,
            WireFraming.NewLine,
            isLsp: false,
            (options, input, _) => PlainHost.RunAsync(options, hasHeaders: false, [home.Work], input, output)
        );

    public static HostedServer Plain(Home home) =>
        new(
            home,
            WireFraming.NewLine,
            isLsp: false,
            (options, input, output) => PlainHost.RunAsync(options, hasHeaders: false, [home.Work], input, output)
        );

    /// <summary>The plain front, whose classifier is the model that the catalog names.</summary>
    public static HostedServer PlainThatAsksModels(Home home) =>
        new(
            home,
            WireFraming.NewLine,
            isLsp: false,
            (options, input, output) => PlainHost.RunAsync(options, hasHeaders: false, [home.Work], input, output),
            asksModels: true
        );

    public Task<int> ExitAsync() => Exit.WaitAsync(ShimClient.Limit);

    /// <summary>Lets time pass in steps, as the clock's timers are armed one after another, until something has happened.</summary>
    public async Task PassTimeUntilAsync(Task happened)
    {
        var limit = Task.Delay(ShimClient.Limit);
        while (!happened.IsCompleted && !limit.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(happened, Task.Delay(1));
        }

        await happened.WaitAsync(ShimClient.Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await PassTimeUntilAsync(Exit);
        await Stderr.DisposeAsync();
        await Client.RequireConformingAsync();
    }

    /// <summary>Scores every model as good enough. It scores if the classifier does not answer.</summary>
    private sealed class EasyScorer : IScorer
    {
        public string Identity => "easy/1";

        public ValueTask<ScoreSheet> ScoreAsync(
            TaskSignal signal,
            ImmutableArray<ModelSpec> candidates,
            CancellationToken cancellationToken
        ) => new(new ScoreSheet([.. candidates.Select(model => new Score(model.Slug, 0.8))], null));
    }
}
