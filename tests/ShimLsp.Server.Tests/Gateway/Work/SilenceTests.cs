using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>A model that thinks for long, and a client that leaves.</summary>
public sealed class SilenceTests : IAsyncLifetime
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private GatewayWorld world = null!;

    public static TheoryData<string, string> Ways =>
        new()
        {
            { "chat", "chat" },
            { "chat", "messages" },
            { "messages", "messages" },
            { "messages", "chat" },
            { "responses", "responses" },
            { "responses", "chat" },
        };

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [Trait("Fault", "1")]
    [MemberData(nameof(Ways))]
    public async Task A_client_hears_a_sign_of_life_before_the_model_speaks(string client, string model)
    {
        var gate = new Gate();
        world.Upstream["m-" + model].Answers(Answer.Says("Done.").BodyAfter(gate));

        var asking = world.OpenAsync("POST", WorkWorld.PathOf(client), WorkWorld.Body(client, model, streams: true));
        await gate.HoldsAsync();
        using var response = await InSilenceAsync(asking); // its headers come with the sign of life
        gate.Open();
        var body = await response.Content.ReadAsStringAsync().WaitAsync(ShimClient.Limit);

        ((int)response.StatusCode).Should().Be(200);
        body.Should().Contain("Done.");
        body.Should().Contain(SignOf(client));
    }

    [Theory]
    [Trait("Parity", "10")]
    [MemberData(nameof(Ways))]
    public async Task A_client_hears_a_sign_of_life_between_two_pieces(string client, string model)
    {
        var gate = new Gate();
        world.Upstream["m-" + model].Answers(Answer.Says("One, ", "two.").Drips(gate));

        using var response = await world.OpenAsync("POST", WorkWorld.PathOf(client), WorkWorld.Body(client, model, streams: true));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var heard = await ReadUntilAsync(reader, "One, ");
        await gate.HoldsAsync();
        var sign = client == "responses" && model == "responses" ? "keepalive" : SignOf(client);
        heard = await InSilenceAsync(ReadUntilAsync(reader, sign));
        gate.Open();
        heard += await reader.ReadToEndAsync().WaitAsync(ShimClient.Limit);

        heard.Should().Contain("two.");
    }

    [Theory]
    [InlineData("chat", "messages", true)]
    [InlineData("messages", "chat", true)]
    [InlineData("responses", "responses", true)]
    [InlineData("messages", "chat", false)]
    public async Task A_client_that_leaves_ends_the_call_upstream(string client, string model, bool streams)
    {
        world.Upstream["m-" + model].Answers(Answer.Hangs());
        using var leaving = new CancellationTokenSource();
        var asking = world.OpenAsync(
            "POST",
            WorkWorld.PathOf(client),
            WorkWorld.Body(client, model, streams),
            cancellationToken: leaving.Token
        );

        var request = await world.Upstream.NextRequestAsync();
        await leaving.CancelAsync();

        await request.Aborted.WaitAsync(ShimClient.Limit);
        await asking.Invoking(call => call).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_client_that_leaves_in_mid_stream_ends_the_call_upstream(string client, string model)
    {
        var gate = new Gate();
        world.Upstream["m-" + model].Answers(Answer.Says("One, ", "two.").Drips(gate));
        using var leaving = new CancellationTokenSource();

        using var response = await world.OpenAsync("POST", WorkWorld.PathOf(client), WorkWorld.Body(client, model, streams: true));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await ReadUntilAsync(reader, "One, ");
        var rest = reader.ReadToEndAsync(leaving.Token);
        await leaving.CancelAsync();

        var request = await world.Upstream.NextRequestAsync();
        (await request.Ended.WaitAsync(ShimClient.Limit)).Should().Be(AnswerEnd.ClientLeft);
        await rest.Invoking(read => read).Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>Time passes until something is heard. Nothing tells when the gateway begins to wait for the model's next word.</summary>
    private async Task<T> InSilenceAsync<T>(Task<T> hearing)
    {
        while (!hearing.IsCompleted)
        {
            world.Time.Advance(Silence);
            await Task.WhenAny(hearing, Task.Delay(TimeSpan.FromMilliseconds(500)));
        }

        return await hearing;
    }

    private static async Task<string> ReadUntilAsync(StreamReader reader, string text)
    {
        var heard = "";
        while (!heard.Contains(text, StringComparison.Ordinal))
        {
            heard += await reader.ReadLineAsync().WaitAsync(ShimClient.Limit) + "\n";
        }

        return heard;
    }

    private static string SignOf(string client) =>
        client switch
        {
            "chat" => "\"delta\":{}",
            "messages" => "event: ping",
            _ => "response.in_progress",
        };
}
