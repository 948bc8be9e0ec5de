using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Conversations;

/// <summary>A conversation of the page, held with the real server.</summary>
internal static class Replay
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Sends the client's messages and requires the server's: these messages in this order, byte for byte, and no others.
    /// </summary>
    public static async Task CheckAsync(this Tour tour, WorkedConversation conversation)
    {
        await using var server = Begin(tour, conversation);
        foreach (var line in conversation.Lines)
        {
            if (line.IsSent)
            {
                await server.Client.SendAsync(tour.Here(line.Text));
            }
            else
            {
                var heard = tour.AsDocumented(await HearNextAsync(server.Client, line.Text));
                tour.Masked(heard, conversation)
                    .Should()
                    .Be(tour.Masked(line.Text, conversation), "so says docs/protocol.md; to record it anew: {0}=1", Recording.Variable);
            }
        }

        await server.Client.EndInputAsync();
        await server.ExitAsync();
        server.Client.Heard.Should().HaveCount(conversation.Lines.Count(line => !line.IsSent), "the page shows all that is heard");
    }

    /// <summary>
    /// Sends the client's messages and returns the conversation with the server's present ones; unchanged if it would pass.
    /// </summary>
    /// <remarks>
    /// If the page continues without an answer, so does this. Otherwise it waits until nothing more comes. That is good enough for a person
    /// who then reads the difference, but not for a test.
    /// </remarks>
    public static async Task<IReadOnlyList<Line>> RecordAsync(this Tour tour, WorkedConversation conversation)
    {
        await using var server = Begin(tour, conversation);
        var lines = new List<Line>();
        for (var i = 0; i < conversation.Lines.Length; i++)
        {
            if (conversation.Lines[i] is not { IsSent: true } line)
            {
                continue;
            }

            lines.Add(line);
            await server.Client.SendAsync(tour.Here(line.Text));
            if (i + 1 < conversation.Lines.Length && !conversation.Lines[i + 1].IsSent)
            {
                await foreach (var heard in HearUntilQuietAsync(server.Client))
                {
                    lines.Add(new(IsSent: false, tour.AsDocumented(heard)));
                }
            }
        }

        return lines.Select(Masked).SequenceEqual(conversation.Lines.Select(Masked)) ? conversation.Lines : lines;

        Line Masked(Line line) => line with { Text = tour.Masked(line.Text, conversation) };
    }

    private static RunningServer Begin(Tour tour, WorkedConversation conversation)
    {
        var server = tour.Start(conversation);
        server.Client.Answers.Clear(); // the page says what the client answers
        return server;
    }

    private static async Task<string> HearNextAsync(ShimClient client, string what) =>
        (await client.HearAsync(_ => true, what)).GetRawText();

    private static async IAsyncEnumerable<string> HearUntilQuietAsync(ShimClient client)
    {
        yield return await HearNextAsync(client, "an answer");
        for (var heard = -1; heard != client.Heard.Count; )
        {
            heard = client.Heard.Count;
            await Task.Delay(Quiet);
        }

        while (client.TryHear() is { } message)
        {
            yield return message.GetRawText();
        }
    }
}
