using System.Diagnostics;
using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>demo --upstream</c>: what it claims is what the server did, and what the mock saw.</summary>
public sealed class DemoUpstreamTests
{
    [Fact]
    public async Task It_shows_the_classifier_chat_fallback_and_a_rotated_key()
    {
        using var person = new Person();
        var steps = await Steps(person);
        string[][] sections =
        [
            .. steps.GroupBy(step => step.GetProperty("section").GetString()).Select(group => group.Select(Outcome).ToArray()),
        ];
        sections
            .Should()
            .BeEquivalentTo<string[]>(
                [
                    ["-", "-", "dropped 0"],
                    ["small classifier, 1 call", "mid classifier, 1 call", "large classifier, 1 call"],
                    ["small coalesced, 1 call", "small cache, 0 calls"],
                    ["small classifier, 1 call: small 200", "mid classifier, 1 call: mid 200", "mid cache, 0 calls: mid 200"],
                    ["mid classifier, 1 call: small 503, mid 200", "mid classifier, 1 call: mid 200"],
                    ["large classifier, 1 call: mid 401, large 200", "dropped 9", "mid classifier, 1 call: mid 200"],
                ],
                order => order.WithStrictOrdering()
            );
        steps.Should().OnlyContain(step => step.GetProperty("milliseconds").GetDouble() > 0);
    }

    [Fact]
    public async Task A_reply_comes_in_pieces_with_its_tool_calls_and_its_cost()
    {
        using var person = new Person();
        var replies = (await Steps(person))
            .Where(step => step.TryGetProperty("reply", out _))
            .Select(step => step.GetProperty("reply"))
            .ToArray();
        var streamed = replies.Where(reply => reply.TryGetProperty("pieces", out _)).ToArray();
        streamed.Select(reply => reply.GetProperty("pieces").GetInt32()).Should().Equal(7, 4, 6);
        streamed.Should().OnlyContain(reply => reply.GetProperty("firstPieceMilliseconds").GetDouble() > 0);
        streamed[0].GetProperty("text").GetString().Should().StartWith("A mutex is a lock that").And.EndWith(".");
        streamed[1].GetProperty("toolCalls")[0].GetProperty("name").GetString().Should().Be("read_file");
        streamed[1].GetProperty("toolCalls")[0].GetProperty("arguments").GetString().Should().Be("""{"path": "test/cache.test.ts"}""");
        streamed[2].GetProperty("usage").GetProperty("cachedInputTokens").GetInt32().Should().Be(2_000);
        replies.Select(reply => reply.GetProperty("cost").GetDouble()).Should().Equal(0.00024, 0.0063, 0.0042, 0.003, 0.003, 0.015, 0.003);
    }

    [Fact]
    public async Task Its_savings_are_those_of_its_own_replies_net_of_the_classifier()
    {
        using var person = new Person();
        var json = (await person.Run(["demo", "--upstream", "--json"])).Json;
        var status = json.GetProperty("status");
        var (spent, baseline, classifier, net) = (Saving("spent"), Saving("baseline"), Saving("classifier"), Saving("net"));
        spent
            .Should()
            .BeApproximately(
                json.GetProperty("steps")
                    .EnumerateArray()
                    .Sum(step => step.TryGetProperty("reply", out var reply) ? reply.GetProperty("cost").GetDouble() : 0),
                1e-9
            );
        classifier.Should().BeApproximately(status.GetProperty("classifier").GetProperty("calls").GetInt32() * 0.0001, 1e-9);
        net.Should().BeApproximately(baseline - spent - classifier, 1e-9).And.BePositive();
        status.GetProperty("coalesced").GetInt32().Should().Be(19);
        json.GetProperty("serverExitCode").GetInt32().Should().Be(0);

        double Saving(string name) => status.GetProperty("savings").GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task It_fits_a_hundred_columns_and_uses_no_colour_off_a_terminal()
    {
        using var person = new Person();
        var run = await person.Run(["demo", "--upstream"]);
        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().OnlyContain(line => line.Length <= 100);
        run.Out.Should().NotContain("\e").And.Contain("nothing leaves this").And.Contain("exit code 0");
        run.Out.Should()
            .Contain("    A mutex| is a lock| that lets| one thread| at a time| into| a piece of code.\n")
            .And.Contain("attempts: small 503, mid 200");
        run.Out.Should()
            .MatchRegex(@"\$0\.\d{5} spent and \$0\.\d{5} for scoring; large alone would have cost \$0\.\d{5}: \$0\.\d{5} saved");
    }

    [Fact]
    public async Task It_leaves_nothing_behind_and_uses_nothing_of_the_persons_own()
    {
        // A proxy that nobody listens on: whoever asks it fails.
        using var person = new Person().With("OPENAI_API_KEY", "canary-key").With("DEMO_SMALL_KEY", "canary-key");
        foreach (var proxy in new[] { "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY" })
        {
            person.With(proxy, "http://127.0.0.1:1");
        }

        person.Write("config/shim-lsp/models.json", "not even JSON");
        var run = await person.Run(["demo", "--upstream"]);
        run.ExitCode.Should().Be(0, run.Error);
        (run.Out + run.Error).Should().NotContain("canary-key").And.NotContain("demo-key-of");
        Directory.EnumerateFileSystemEntries(person.Temporary).Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(person.StateFolder).Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(person.ConfigFolder, "*", SearchOption.AllDirectories).Should().HaveCount(2);
    }

    [Fact]
    public async Task Interrupted_in_mid_reply_it_ends_its_server_and_the_mock_and_cleans_up()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // a process cannot be sent Ctrl-C there without its console
        }

        using var person = new Person();
        using var demo = person.Start("demo", "--upstream");
        var origin = "";
        while (
            await demo.StandardOutput.ReadLineAsync().WaitAsync(ShimClient.Limit) is { } line
            && !line.Contains("> What is a mutex", StringComparison.Ordinal)
        )
        {
            origin = line.Contains("http://", StringComparison.Ordinal)
                ? line[line.IndexOf("http://", StringComparison.Ordinal)..].Split(": ")[0]
                : origin;
        }

        using (var kill = Process.Start("kill", ["-INT", $"{demo.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        (await demo.StandardError.ReadToEndAsync().WaitAsync(ShimClient.Limit)).Should().Be("shim-lsp: Interrupted.\n");
        await demo.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        demo.ExitCode.Should().Be(1);
        Directory.EnumerateFileSystemEntries(person.Temporary).Should().BeEmpty();
        using var client = new HttpClient();
        var asking = () => client.GetAsync(new Uri(origin));
        await asking.Should().ThrowAsync<HttpRequestException>("nobody listens there any more");
    }

    private static async Task<JsonElement[]> Steps(Person person)
    {
        var run = await person.Run(["demo", "--upstream", "--json"]);
        run.ExitCode.Should().Be(0, run.Error);
        return [.. run.Json.GetProperty("steps").EnumerateArray()];
    }

    private static string Outcome(JsonElement step)
    {
        if (!step.TryGetProperty("model", out var model))
        {
            return step.TryGetProperty("dropped", out var dropped) ? $"dropped {dropped}" : "-";
        }

        var calls = step.GetProperty("classifierCalls").GetInt32();
        var attempts = step.TryGetProperty("reply", out var reply)
            ? ": " + string.Join(", ", reply.GetProperty("attempts").EnumerateArray().Select(Attempt))
            : "";
        return $"{model} {step.GetProperty("source")}, {(calls == 1 ? "1 call" : $"{calls} calls")}{attempts}";

        static string Attempt(JsonElement attempt) => $"{attempt.GetProperty("slug")} {attempt.GetProperty("status")}";
    }
}
