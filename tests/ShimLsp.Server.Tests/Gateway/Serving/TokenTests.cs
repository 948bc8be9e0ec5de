using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

public sealed class TokenTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("shim_guess")]
    [InlineData("x")]
    public async Task A_missing_or_wrong_token_is_refused_in_the_clients_shape(string token)
    {
        var openAi = await world.AskAsync("POST", "/v1/chat/completions", "{}", token);
        var anthropic = await world.AskAsync("POST", "/v1/messages", "{}", token);

        (openAi.Status, anthropic.Status).Should().Be((401, 401));
        openAi.Json.ShouldCover("""{"error":{"code":"invalid_api_key"}}""");
        anthropic.Json.ShouldCover("""{"type":"error","error":{"type":"authentication_error"}}""");
        openAi.Body.Should().NotContain("guess");
    }

    [Fact]
    public async Task The_first_token_counts_as_a_bearer_and_as_a_key()
    {
        (await world.ChatAsync()).Should().Be("cheap");
        var reply = await world.AskAsync(
            "POST",
            "/v1/chat/completions",
            GatewayWorld.ChatBody(),
            "",
            request => request.Headers.Add("x-api-key", world.Started.Token)
        );
        reply.Status.Should().Be(200);
    }

    [Fact]
    public async Task A_token_made_while_the_gateway_runs_counts_at_once_and_one_taken_back_no_longer()
    {
        (await world.ChatAsync("shim_guess")).Should().Be("401");
        var token = Make("local");
        (await world.ChatAsync(token)).Should().Be("cheap");

        world.Tokens.Remove(token).Should().BeNull();
        world.Time.Advance(TimeSpan.FromMilliseconds(250));
        (await world.ChatAsync(token)).Should().Be("401");
    }

    [Fact]
    public async Task A_token_ends_when_its_time_is_over()
    {
        var token = Make("local", TimeSpan.FromMinutes(1));
        world.Time.Advance(TimeSpan.FromSeconds(59));
        (await world.ChatAsync(token)).Should().Be("cheap");
        world.Time.Advance(TimeSpan.FromSeconds(1));
        (await world.ChatAsync(token)).Should().Be("401");

        Make("local");
        world.Tokens.Read()!.Value.Should().ContainSingle("the next writer removes what has ended");
    }

    [Fact]
    public async Task Only_hashes_are_stored_and_only_the_owner_reads_them()
    {
        var token = Make("local");
        (await world.ChatAsync(world.Started.Token)).Should().Be("cheap");

        token.Should().StartWith("shim_").And.HaveLength(48);
        var files = Directory
            .GetFiles(world.Home.State, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".sock", StringComparison.Ordinal)) // has no content
            .ToArray();
        files.Should().Contain(file => file.EndsWith("tokens.json", StringComparison.Ordinal));
        var texts = await Task.WhenAll(files.Select(ReadWhenFreeAsync));
        texts.Should().OnlyContain(text => !text.Contains(token) && !text.Contains(world.Started.Token));
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(world.Tokens.Path!).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_broken_file_of_tokens_costs_the_first_one_nothing()
    {
        Make("local");
        File.WriteAllText(world.Tokens.Path!, "{\"tokens\": [null, {\"sha256\": \"x\"}");
        world.Time.Advance(TimeSpan.FromSeconds(1));

        (await world.ChatAsync()).Should().Be("cheap");
    }

    [Fact]
    public void Every_token_of_a_tenant_and_a_workspace_ends_together()
    {
        Make("local");
        Make("local");
        var other = Make("other");

        world.Tokens.RemoveAll("local", FolderPath.Of(world.Home.Work)).Should().Be((2, null));
        world.Tokens.Read()!.Value.Should().ContainSingle().Which.Sha256.Should().Be(TokenText.Hash(other));
    }

    /// <summary>The file's text. The gateway runs: it may hold a lock at this moment, or have put a file into its place.</summary>
    private static async Task<string> ReadWhenFreeAsync(string file)
    {
        using var limit = new CancellationTokenSource(ShimClient.Limit);
        while (true)
        {
            try
            {
                return await File.ReadAllTextAsync(file, limit.Token);
            }
            catch (FileNotFoundException)
            {
                return "";
            }
            catch (IOException) when (!limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    private string Make(string tenant, TimeSpan? life = null) => world.Tokens.Make(tenant, FolderPath.Of(world.Home.Work), life).Token!;
}
