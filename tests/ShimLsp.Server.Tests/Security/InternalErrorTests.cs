using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Security;

/// <summary>A bug of ours says that it is one, and no more: an exception's message may hold a piece of a task.</summary>
public class InternalErrorTests
{
    [Fact]
    public async Task It_tells_the_client_nothing_and_the_log_the_exceptions_type()
    {
        using var home = new Home();
        await using var log = new StringWriter();
        using var input = new MemoryStream(
            Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"route","params":{"task":"c4n4ry"}}""" + "\n")
        );
        using var output = new MemoryStream();
        var options = new ServerOptions
        {
            Host = new HostEnvironment
            {
                Variable = name => home.Variables.GetValueOrDefault(name),
                HomeFolder = home.At("home"),
                WorkingDirectory = home.Work,
                Time = TimeProvider.System,
                IsWindows = OperatingSystem.IsWindows(),
            },
            Stderr = log,
            Embedded = new BrokenScorer(),
        };

        await PlainHost.RunAsync(options, hasHeaders: false, [home.Work], input, output).WaitAsync(ShimClient.Limit);

        var error = JsonElement.Parse(output.ToArray()).At("error");
        error.ShouldCover("""{"code":-32603,"message":"*","data":"-"}""");
        error.GetRawText().Should().NotContain("c4n4ry").And.NotContain("Exception").And.NotContain("ShimLsp");
        log.ToString().Should().Contain("route failed: FormatException").And.NotContain("c4n4ry").And.NotContain("BrokenScorer");
    }

    private sealed class BrokenScorer : IScorer
    {
        public string Identity => "broken/1";

        public ValueTask<ScoreSheet> ScoreAsync(
            TaskSignal signal,
            ImmutableArray<ModelSpec> candidates,
            CancellationToken cancellationToken
        ) => throw new FormatException(signal.Text);
    }
}
