using System.Globalization;
using System.Text;
using ShimLsp.Core.Health;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// A reply that is passed through, and what its client sees. A script: <c>head</c> is an event that says nothing yet, <c>a=text</c> an
/// event with text in it, <c>~3</c> three seconds, <c>500</c> a failure. A view writes <c>[cheap]</c> when a model begins.
/// </summary>
public class PassedReplyTests : ChatTable
{
    private readonly byte[] buffer = new byte[16];

    [Theory]
    [InlineData("head a=text", "[cheap] head a")]
    [InlineData("head ping a=text b=text tail", "[cheap] head ping a b tail")]
    [InlineData("head tail", "[cheap] head tail")]
    [InlineData("head 500", "[mid] text:mid")]
    [InlineData("head ping 500", "[mid] text:mid")]
    [InlineData("a=text 500", "[cheap] a !")]
    [InlineData("head a=text 500", "[cheap] head a !")]
    [InlineData("head a=thought 500", "[cheap] head a !")]
    [InlineData("thought 500", "[cheap] reasoning:thought text:mid")]
    [InlineData("text", "[cheap] text:text")]
    public Task A_client_sees_the_providers_bytes_or_the_pieces_and_never_a_model_that_another_replaced(string script, string expected) =>
        Check(script, expected);

    [Theory]
    [InlineData("head ~3 ping 500", "[mid] text:mid")]
    [InlineData("head ~9 ping 500", "[mid] text:mid")]
    [InlineData("head ~10 ping 500", "[cheap] head ping !")]
    [InlineData("head ~10 ping ~1 ping a=text", "[cheap] head ping ping a")]
    public Task A_model_that_thinks_for_ten_seconds_keeps_its_turn_so_that_its_client_hears_of_it(string script, string expected) =>
        Check(script, expected);

    private async Task Check(string script, string expected)
    {
        Test.Upstream.Answer("cheap", _ => Play(script));
        var view = new Seen();

        var result = await Test.Session.ChatAsync(new(Easy), view, default).Soon();

        (string.Join(' ', view.Words) + (result is ChatResult.Failed ? " !" : "")).Should().Be(expected);
    }

    private async IAsyncEnumerable<ChatEvent> Play(string script)
    {
        await Task.CompletedTask;
        foreach (var word in script.Split(' '))
        {
            switch (word.Split('='))
            {
                case ["500"]:
                    throw new UpstreamException(new Outcome(500), "It failed, as the test wants.");
                case [['~', .. var seconds]]:
                    Test.Clock.Advance(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
                    break;
                case ["text"]:
                    yield return new ChatEvent.Text("text");
                    break;
                case ["thought"]:
                    yield return new ChatEvent.Reasoning("thought");
                    break;
                case [var bytes]:
                    yield return Wire(bytes);
                    break;
                case [var bytes, var said]:
                    yield return Wire(bytes);
                    yield return said == "text" ? new ChatEvent.Text(bytes) : new ChatEvent.Reasoning(bytes);
                    break;
            }
        }

        yield return new ChatEvent.Finished("stop", null);
    }

    // The next event takes the place of the last, as in a reader's buffer.
    private ChatEvent.Wire Wire(string bytes) => new(buffer.AsMemory(0, Encoding.UTF8.GetBytes(bytes, buffer)));

    private sealed class Seen : IChatView
    {
        public List<string> Words { get; } = [];

        public bool Streams => true;

        public ValueTask BeginAsync(ChatStart start)
        {
            Words.Add($"[{start.Model.Slug}]");
            return default;
        }

        public ValueTask ShowAsync(ChatEvent piece)
        {
            Words.Add(
                piece switch
                {
                    ChatEvent.Wire wire => Encoding.UTF8.GetString(wire.Bytes.Span),
                    ChatEvent.Text text => $"text:{text.Value}",
                    ChatEvent.Reasoning thought => $"reasoning:{thought.Value}",
                    _ => piece.ToString(),
                }
            );
            return default;
        }
    }
}
