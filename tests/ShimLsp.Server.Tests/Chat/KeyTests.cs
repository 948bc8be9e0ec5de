using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Chat;

/// <summary>
/// Keys that are given at run time, replaced and rejected; and that no key goes to a wrong place, whatever the upstream does.
/// </summary>
public class KeyTests
{
    private const string Canary = "sk-canary-7d1f";

    [Theory]
    [InlineData(ChatWorld.OpenAi, "Authorization", "Bearer ")]
    [InlineData(ChatWorld.Anthropic, "x-api-key", "")]
    public async Task A_secret_is_given_replaced_and_taken_back(string provider, string header, string prefix)
    {
        await using var world = await ChatWorld.StartAsync(provider, "${secret:TEAM}");
        (await world.ChatAsync())
            .At("error")
            .ShouldCover("""{"code":1002,"data":{"candidates":[{"rejection":"missingCredential"},{},{}]}}""");

        (await world.Client.CallAsync("setCredential", """{"name":"TEAM","secret":" one\n"}""")).ShouldCover(
            """{"affected":["cheap","mid","strong"],"generation":2}"""
        );
        await world.ChatAsync();
        (await world.Upstream.NextRequestAsync()).Header(header).Should().Be(prefix + "one");

        await world.Client.CallAsync("setCredential", """{"name":"TEAM","secret":"two"}""");
        await world.ChatAsync();
        (await world.Upstream.NextRequestAsync()).Header(header).Should().Be(prefix + "two");

        (await world.Client.CallAsync("setCredential", """{"name":"TEAM","secret":null}""")).ShouldCover("""{"generation":4}""");
        (await world.ChatAsync()).At("error").ShouldCover("""{"code":1002}""");
        (await world.Client.CallAsync("status")).ShouldCover("""{"invalidations":{"credentialChanged":3}}""");
    }

    [Fact]
    public async Task Another_key_heals_what_the_old_one_was_refused_and_clears_the_cache()
    {
        await using var world = await ChatWorld.StartAsync(ChatWorld.OpenAi, "${env:TEAM}", ("TEAM", "old"));
        world.Upstream.OthersAnswer(request => request.Header("Authorization") == "Bearer new" ? Answer.Says("In.") : Answer.Fails(401));
        ChatWorld.Attempts(await world.ChatAsync()).Should().Be("cheap:401 mid:401 strong:401 !");
        (await world.ChatAsync()).At("error").ShouldCover("""{"code":1002,"data":{"candidates":[{"rejection":"unauthorized"},{},{}]}}""");

        (await world.Client.CallAsync("setCredential", """{"name":"TEAM","secret":"new"}""")).ShouldCover(
            """{"affected":["cheap","mid","strong"]}"""
        );

        (await world.ChatAsync()).At("result").ShouldCover("""{"slug":"cheap","text":"In.","decision":{"source":"embedded"}}""");
    }

    [Fact]
    public async Task A_key_file_that_changes_is_read_again()
    {
        await using var world = await ChatWorld.StartAsync(ChatWorld.OpenAi, "${file:~/key}");
        world.Home.Write("home/key", "one\n");
        await world.ChatAsync();
        (await world.Upstream.NextRequestAsync()).Header("Authorization").Should().Be("Bearer one");

        world.Home.Write("home/key", "two\n");
        await world.Client.UntilAsync("status", """{"invalidations":{"credentialChanged":1}}""");
        await world.ChatAsync();
        (await world.Upstream.NextRequestAsync()).Header("Authorization").Should().Be("Bearer two");
    }

    [Fact]
    public async Task A_header_that_refers_to_a_secret_waits_for_it_and_arrives_with_it()
    {
        await using var world = await ChatWorld.StartAsync();
        await world.Client.CallAsync("status"); // it has read the catalog, so the next one is a change
        const string Headers = "\"extra_headers\": { \"X-Team\": \"Team ${secret:TEAM}, ${env:ROOM}\" }, \"strength";
        world.Home.WriteCatalog(
            ChatWorld.Catalog(world.Upstream.BaseUrl, ChatWorld.OpenAi).Replace("\"strength", Headers, StringComparison.Ordinal)
        );
        await world.Client.UntilAsync("status", """{"invalidations":{"catalogChanged":1}}""");
        await world.Client.CallAsync("setCredential", """{"name":"ROOM","secret":"7"}""");
        (await world.ChatAsync())
            .At("error")
            .ShouldCover("""{"code":1002,"data":{"candidates":[{"rejection":"missingCredential"},{},{}]}}""");
        (await world.Client.CallAsync("listModels"))
            .At("models")
            .EnumerateArray()
            .First(model => model.Text("slug") == "cheap")
            .ShouldCover("""{"credential":{"kind":"secret","name":"TEAM"},"availability":{"state":"missingCredential"}}""");
        world.Upstream.Requests.Should().BeEmpty();

        (await world.Client.CallAsync("setCredential", """{"name":"TEAM","secret":"red"}""")).ShouldCover(
            """{"affected":["cheap","mid","strong"]}"""
        );
        await world.ChatAsync();
        (await world.Upstream.NextRequestAsync()).Header("X-Team").Should().Be("Team red, 7");
    }

    [Theory]
    [InlineData("""{"secret":"x"}""", "name")]
    [InlineData("""{"name":"","secret":"x"}""", "name")]
    [InlineData("""{"name":"TEAM"}""", "secret")]
    [InlineData("""{"name":"TEAM","secret":""}""", "secret")]
    [InlineData("""{"name":"TEAM","secret":7}""", "secret")]
    [InlineData("""{"name":"TEAM","secret":["sk-canary-7d1f"]}""", "secret")]
    public async Task A_faulty_one_is_refused_and_changes_nothing(string parameters, string path)
    {
        await using var world = await ChatWorld.StartAsync(apiKey: "${secret:TEAM}");

        var refused = await world.Client.RefusedAsync("setCredential", parameters);

        refused.ShouldCover($$"""{"code":-32602,"data":{"path":"{{path}}"} }""");
        refused.GetRawText().Should().NotContain(Canary);
        (await world.Client.CallAsync("status")).ShouldCover("""{"generation":1}""");
    }

    [Fact]
    public async Task Each_session_has_its_own()
    {
        await using var world = await ChatWorld.StartAsync(apiKey: "${secret:TEAM}");
        var other = world.Home.Folder("other");
        await world.Client.CallAsync("openFolder", $$"""{"workspaceFolder":{{Json.Quote(other)}}}""");

        await world.Client.CallAsync("setCredential", """{"name":"TEAM","secret":"mine"}""");

        (await world.ChatAsync()).At("result").ShouldCover("""{"slug":"cheap"}""");
        (await world.ChatAsync(more: $"\"workspaceFolder\":{Json.Quote(other)}")).At("error").ShouldCover("""{"code":1002}""");
    }

    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task A_canary_is_nowhere_but_upstream_also_when_upstream_echoes_it(string provider, bool streams)
    {
        await using var world = await ChatWorld.StartAsync(provider, "${secret:TEAM}");
        await world.Client.CallAsync("subscribe", """{"events":["availabilityChanged","modelsChanged","routed","activeModelChanged"]}""");
        await world.Client.CallAsync("configure", """{"settings":{"logLevel":"debug"}}""");
        await world.Client.CallAsync("setCredential", $$"""{"name":"TEAM","secret":"{{Canary}}"}""");
        foreach (var status in new[] { 400, 401, 403, 404, 429, 500 })
        {
            world.Upstream.OthersAnswer(Answer.Fails(status, "your key is").EchoingCredentials());
            await world.ChatAsync(streams, "\"model\":\"cheap\"");
        }

        world.Upstream.OthersAnswer(Answer.Says("x").ErrsAfter(0, $"the key {Canary} has expired"));
        await world.ChatAsync(streams, "\"model\":\"cheap\"");
        await world.ChatAsync(streams);
        await world.Client.CallAsync("listModels");
        await world.Client.CallAsync("status");
        await world.Client.EndInputAsync();
        await world.Server.ExitAsync();

        world.Upstream.Requests.Should().Contain(request => request.Headers.Any(header => header.Value.Contains(Canary)));
        System.Text.Encoding.UTF8.GetString(world.Client.Bytes).Should().NotContain(Canary);
        world.Server.Stderr.Should().NotContain(Canary);
        Directory
            .EnumerateFiles(world.Home.Path, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal))
            .Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData(ChatWorld.OpenAi, 307)]
    [InlineData(ChatWorld.OpenAi, 308)]
    [InlineData(ChatWorld.Anthropic, 307)]
    [InlineData(ChatWorld.Anthropic, 308)]
    public async Task A_redirect_to_another_host_drops_the_key(string provider, int status)
    {
        await using var elsewhere = await MockUpstream.StartAsync();
        await using var world = await ChatWorld.StartAsync(provider, "${secret:TEAM}");
        world.Upstream.OthersAnswer(request => Answer.Redirects(elsewhere.Origin + request.Path, status));
        await world.Client.CallAsync("setCredential", $$"""{"name":"TEAM","secret":"{{Canary}}"}""");

        await world.ChatAsync();

        (await world.Upstream.NextRequestAsync()).Headers.Values.Should().Contain(value => value.Contains(Canary));
        var other = await elsewhere.NextRequestAsync();
        other.Headers.Values.Should().NotContain(value => value.Contains(Canary));
        other.Body.Should().NotContain(Canary);
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_keeps_it()
    {
        await using var world = await ChatWorld.StartAsync(apiKey: "${secret:TEAM}");
        world.Upstream["m-cheap"].Answers(Answer.Redirects("/v1/chat/completions?again", 307), Answer.Says("Here."));
        await world.Client.CallAsync("setCredential", """{"name":"TEAM","secret":"one"}""");

        (await world.ChatAsync()).At("result").ShouldCover("""{"slug":"cheap","text":"Here."}""");
        world.Upstream.Requests.Should().HaveCount(2).And.OnlyContain(request => request.Header("Authorization") == "Bearer one");
    }
}
