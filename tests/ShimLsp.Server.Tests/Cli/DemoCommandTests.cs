using System.Diagnostics;
using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>demo</c>: what it claims is what the server did.</summary>
public sealed class DemoCommandTests
{
    private static readonly string[] ByCost = ["local-small", "local-large", "haiku", "gpt-luna", "sonnet", "gpt-sol", "opus"];

    [Fact]
    public async Task It_shows_routing_caching_and_every_invalidation()
    {
        using var person = new Person();
        var run = await person.Run(["demo", "--json"]);
        run.ExitCode.Should().Be(0, run.Error);
        var steps = run.Json.GetProperty("steps").EnumerateArray().ToArray();
        string[][] sections =
        [
            .. steps.GroupBy(step => step.GetProperty("section").GetString()).Select(group => group.Select(Outcome).ToArray()),
        ];
        var (middling, standIn) = (sections[1][3].Split(' ')[0], sections[^1][2].Split(' ')[0]);
        sections
            .Should()
            .BeEquivalentTo<string[]>(
                [
                    ["-", "-"],
                    ["local-small embedded", .. sections[1][1..4], "opus embedded"],
                    [$"{middling} cache"],
                    ["dropped 5", "opus pinned", "dropped 0", $"{middling} embedded"],
                    ["dropped 1", "opus embedded", "dropped 1"],
                    ["local-small embedded", "dropped 1", "local-large embedded"],
                    [$"{middling} embedded", "dropped 0", $"{standIn} cache", "-", $"{middling} cache"],
                ],
                order => order.WithStrictOrdering()
            );
        sections[1]
            .Select(outcome => Array.IndexOf(ByCost, outcome.Split(' ')[0]))
            .Should()
            .BeInAscendingOrder("no harder task goes to a cheaper model");
        sections[1].Distinct().Should().HaveCountGreaterThan(2);
        new[] { middling, standIn, "local-small" }.Should().OnlyHaveUniqueItems();
        middling.Should().NotBe("opus", "a higher threshold has to find a stronger one");
        steps.Should().OnlyContain(step => step.GetProperty("milliseconds").GetDouble() > 0);
    }

    [Fact]
    public async Task It_counts_what_it_showed_and_ends_the_server_properly()
    {
        using var person = new Person();
        var json = (await person.Run(["demo", "--json"])).Json;
        var status = json.GetProperty("status");
        status
            .GetProperty("requests")
            .GetInt32()
            .Should()
            .Be(json.GetProperty("steps").EnumerateArray().Count(step => step.TryGetProperty("model", out _)));
        status.GetProperty("hits").GetInt32().Should().Be(3);
        json.GetProperty("serverExitCode").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task It_fits_a_hundred_columns_and_uses_no_colour_off_a_terminal()
    {
        using var person = new Person();
        var run = await person.Run(["demo"]);
        run.ExitCode.Should().Be(0);
        run.Lines.Should().OnlyContain(line => line.Length <= 100);
        run.Out.Should().NotContain("\e").And.Contain("Nothing is sent.").And.Contain("exit code 0");
    }

    [Fact]
    public async Task It_leaves_nothing_behind_and_does_not_touch_the_persons_own()
    {
        using var person = new Person().With("OPENAI_API_KEY", "canary-key");
        person.Write("config/shim-lsp/models.json", "not even JSON");
        var run = await person.Run(["demo"]);
        run.ExitCode.Should().Be(0, run.Error);
        (run.Out + run.Error).Should().NotContain("canary-key");
        Directory.EnumerateFileSystemEntries(person.Temporary).Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(person.StateFolder).Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(person.ConfigFolder, "*", SearchOption.AllDirectories).Should().HaveCount(2);
    }

    [Fact]
    public async Task Interrupted_it_ends_its_server_and_cleans_up()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // a process cannot be sent Ctrl-C there without its console
        }

        using var person = new Person();
        using var demo = person.Start("demo");
        while (
            await demo.StandardOutput.ReadLineAsync().WaitAsync(ShimClient.Limit) is { } line
            && !line.Contains("initialize answered", StringComparison.Ordinal)
        )
        {
            // Until its server runs.
        }

        using (var kill = Process.Start("kill", ["-INT", $"{demo.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        (await demo.StandardError.ReadToEndAsync().WaitAsync(ShimClient.Limit)).Should().Be("shim-lsp: Interrupted.\n");
        await demo.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        demo.ExitCode.Should().Be(1);
        Directory.EnumerateFileSystemEntries(person.Temporary).Should().BeEmpty();
    }

    private static string Outcome(JsonElement step) =>
        step.TryGetProperty("model", out var model) ? $"{model} {step.GetProperty("source")}"
        : step.TryGetProperty("dropped", out var dropped) ? $"dropped {dropped}"
        : "-";
}
