using System.Text;
using ShimLsp.Mock;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Ledger;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>The calls of a gateway are recorded, and its sessions read their own.</summary>
public sealed class LedgerApiTests : IAsyncLifetime
{
    private const string Always = """{"since":"2000-01-01"}""";

    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Each_call_is_in_it_the_failed_one_and_the_one_that_took_over()
    {
        world.Upstream["m-cheap"].Answers(Answer.Fails(503), Answer.Says("yes"));
        (await world.ChatAsync(model: "auto")).Should().Be("mid");
        (await world.ChatAsync(model: "mid")).Should().Be("mid");

        var ledger = (await world.AskAsync("POST", "/api/ledger", Always)).Json;

        ledger.ShouldCover(
            """
            {"since":"2000-01-01","by":"model","total":{"calls":3,"failed":1,"cancelled":0},"problem":"-",
             "rows":[{"key":"mid","calls":2,"failed":0},{"key":"cheap","calls":1,"failed":1,"cost":0,"medianMs":"-"}]}
            """
        );
        // What the session counted, the ledger has too.
        var status = (await world.AskAsync("GET", "/api/status")).Json;
        ledger.Figure("total.cost").Should().BePositive().And.Be(status.Figure("savings.spent"));
        ledger.Figure("total.saved").Should().BeApproximately(status.Figure("savings.net"), 1e-9);
    }

    [Fact]
    public async Task No_tenant_and_no_workspace_reads_of_another()
    {
        var other = world.Tokens.Make("other", FolderPath.Of(world.Home.Work)).Token!;
        var elsewhere = world.Tokens.Make("local", FolderPath.Of(world.Home.Folder("elsewhere"))).Token!;
        await world.ChatAsync();
        await world.ChatAsync(other);
        await world.ChatAsync(other);

        (await CallsAsync(null), await CallsAsync(other), await CallsAsync(elsewhere)).Should().Be((1, 2, 0));
    }

    [Fact]
    public async Task The_file_has_no_text_no_key_no_token_and_no_address()
    {
        const string prompt = "a prompt that nobody may find again";
        const string reply = "a reply that nobody may find either";
        world.Upstream["m-cheap"].Answers(Answer.Says(reply), Answer.Fails(400, $"refused: {prompt}"));
        var body = $$"""{"model":"cheap","messages":[{"role":"user","content":"{{prompt}}"}]}""";
        (await world.AskAsync("POST", "/v1/chat/completions", body)).Body.Should().Contain(reply);
        await world.AskAsync("POST", "/v1/chat/completions", body);
        (await CallsAsync(null)).Should().Be(2);

        var files = Directory.GetFiles(world.Home.State, "ledger.db*").Select(File.ReadAllBytes).SelectMany(bytes => bytes).ToArray();
        Encoding.Latin1.GetString(files).Should().Contain("cheap", "it is the right file");
        foreach (var secret in new[] { "nobody may find", world.Started.Token, world.Upstream.BaseUrl, "Bearer", "m-cheap" })
        {
            files.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)).Should().Be(-1, secret);
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_problem_in_the_answer_and_no_call_fails()
    {
        Directory.CreateDirectory(Path.Combine(world.Home.State, LedgerFile.Name));

        (await world.ChatAsync()).Should().Be("cheap");

        (await world.AskAsync("POST", "/api/ledger", Always)).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("""{"since":"yesterday"}""")]
    [InlineData("""{"since":"0d"}""")]
    [InlineData("""{"since":"2026-02-30"}""")]
    [InlineData("""{"by":"hour"}""")]
    public async Task What_makes_no_sense_is_refused(string body) =>
        (await world.AskAsync("POST", "/api/ledger", body)).Json.ShouldCover("""{"error":{"code":-32602}}""");

    private async Task<long> CallsAsync(string? token) =>
        (await world.AskAsync("POST", "/api/ledger", Always, token)).Json.Number("total.calls");
}
