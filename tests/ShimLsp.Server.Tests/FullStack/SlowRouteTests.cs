using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.FullStack;

/// <summary>A route that takes its time: cancelled, reported on, or overtaken by the end of the input.</summary>
public class SlowRouteTests
{
    private const string Route = """{"task":"Rename the variable."}""";

    // Requests run side by side: a cancellation may be read before a request that was sent earlier has joined.
    private const string HasJoined = """{"misses":1,"coalesced":1}""";

    [Fact]
    public async Task Cancelling_leaves_the_other_callers_of_a_classification_undisturbed()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync();
        var starter = await server.Client.BeginAsync("shim/route", Route, "501");
        var classification = await server.Classifier.NextAsync();
        var joiner = await server.Client.BeginAsync("shim/route", Route, "502");
        await server.Client.UntilAsync("shim/status", HasJoined);

        await server.Client.NotifyAsync("$/cancelRequest", """{"id":501}""");
        (await starter).ShouldCover("""{"error":{"code":-32800,"message":"*"}}""");
        (await server.Client.CallAsync("shim/status")).ShouldCover(HasJoined);
        classification.IsAbandoned.Should().BeFalse();

        classification.Prefer("mid");
        (await joiner).ShouldCover("""{"result":{"slug":"mid","source":"coalesced"}}""");
        (await server.Client.CallAsync("shim/route", Route)).ShouldCover("""{"slug":"mid","source":"cache"}""");
    }

    [Fact]
    public async Task The_last_to_cancel_cancels_the_classification()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Plain(home);
        var starter = await server.Client.BeginAsync("route", Route, "501");
        var classification = await server.Classifier.NextAsync();
        var joiner = await server.Client.BeginAsync("route", Route, "\"502\"");
        await server.Client.UntilAsync("status", HasJoined);

        await server.Client.NotifyAsync("$/cancelRequest", """{"id":501}""");
        await server.Client.NotifyAsync("$/cancelRequest", """{"id":"502"}""");

        (await starter).ShouldCover("""{"error":{"code":-32800}}""");
        (await joiner).ShouldCover("""{"error":{"code":-32800}}""");
        await classification.AbandonedAsync();
        (await server.Client.CallAsync("status")).ShouldCover("""{"entries":0}""");

        var again = await server.Client.BeginAsync("route", Route);
        (await server.Classifier.NextAsync()).Prefer("mid");
        (await again).ShouldCover("""{"result":{"slug":"mid","source":"classifier"}}""");
    }

    [Fact]
    public async Task A_command_can_be_cancelled_as_well()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync();
        var command = await server.Client.BeginAsync(
            "workspace/executeCommand",
            $$"""{"command":"shim.route","arguments":[{{Route}}]}""",
            "501"
        );
        var classification = await server.Classifier.NextAsync();

        await server.Client.NotifyAsync("$/cancelRequest", """{"id":501}""");

        (await command).ShouldCover("""{"error":{"code":-32800}}""");
        await classification.AbandonedAsync();
    }

    [Theory]
    [InlineData("\"mine\"")]
    [InlineData("7")]
    public async Task Its_progress_begins_and_ends_on_the_client_s_token_and_a_quick_one_has_none(string token)
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync();
        var parameters = $$"""{"task":"Rename the variable.","workDoneToken":{{token}}}""";
        var slow = await server.Client.BeginAsync("shim/route", parameters);
        var classification = await server.Classifier.NextAsync();
        (await server.Client.HearAsync("$/progress"))
            .At("params")
            .ShouldCover($$$"""{"token":{{{token}}},"value":{"kind":"begin","title":"*","cancellable":true}}""");

        classification.Prefer("mid");
        var answer = await slow;
        (await server.Client.CallAsync("shim/route", parameters)).ShouldCover("""{"source":"cache"}""");
        await server.Client.ShutdownAsync();
        await server.PassTimeUntilAsync(server.Exit);

        var heard = server.Client.Heard.ToList();
        var progress = heard.Where(message => message.Text("method") == "$/progress").ToList();
        progress.Should().HaveCount(2);
        progress[1].At("params").ShouldCover($$$"""{"token":{{{token}}},"value":{"kind":"end","title":"-"}}""");
        var answered = heard.FindIndex(message => message.At("id").Covers(answer.At("id")));
        heard.IndexOf(progress[1]).Should().BeLessThan(answered, "the end comes before the answer");
    }

    [Fact]
    public async Task A_cancelled_one_ends_its_progress_too()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Plain(home);
        var slow = await server.Client.BeginAsync("route", """{"task":"Rename x.","workDoneToken":"t"}""", "501");
        await server.Classifier.NextAsync();
        await server.Client.HearAsync("$/progress", progress => progress.Text("value.kind") == "begin");

        await server.Client.NotifyAsync("$/cancelRequest", """{"id":501}""");

        (await slow).ShouldCover("""{"error":{"code":-32800}}""");
        await server.Client.HearAsync("$/progress", progress => progress.Text("value.kind") == "end");
    }

    [Fact]
    public async Task The_plain_front_answers_it_before_it_exits_at_a_clean_end()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Plain(home);
        var slow = await server.Client.BeginAsync("route", Route);
        var classification = await server.Classifier.NextAsync();

        await server.Client.EndInputAsync();
        server.Exit.IsCompleted.Should().BeFalse();
        classification.Prefer("mid");

        (await slow).ShouldCover("""{"result":{"slug":"mid","source":"classifier"}}""");
        (await server.ExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task The_plain_front_waits_for_it_no_longer_than_its_limit()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Plain(home);
        var slow = await server.Client.BeginAsync("route", Route);
        await server.Classifier.NextAsync();

        await server.Client.EndInputAsync();
        server.Time.Advance(TimeSpan.FromSeconds(13));

        (await slow).ShouldCover("""{"result":{"source":"embedded"}}""");
        (await server.ExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task The_plain_front_does_not_wait_for_it_after_an_end_in_mid_frame()
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Plain(home);
        await server.Client.BeginAsync("route", Route);
        await server.Classifier.NextAsync();

        await server.Client.SendRawAsync("{\"jsonrpc\""u8.ToArray());
        await server.Client.EndInputAsync();

        (await server.ExitAsync()).Should().Be(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_LSP_front_waits_for_it_at_no_end(bool inMidFrame)
    {
        using var home = new Home(HostedServer.Catalog);
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync();
        await server.Client.BeginAsync("shim/route", Route);
        await server.Classifier.NextAsync();

        if (inMidFrame)
        {
            await server.Client.SendRawAsync("Content-Length: 10\r\n\r\n{"u8.ToArray());
        }

        await server.Client.EndInputAsync();

        (await server.ExitAsync()).Should().Be(1);
    }
}
