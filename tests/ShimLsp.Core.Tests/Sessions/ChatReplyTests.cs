using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>What is shown of a reply, and what remains if it breaks off.</summary>
public sealed class ChatReplyTests : ChatTable
{
    [Fact]
    public async Task After_the_first_piece_the_failure_is_reported_with_the_partial_reply()
    {
        Test.Upstream.Fail(
            "cheap",
            new Outcome(null, NoAnswer.Network),
            new ChatEvent.Text("Hel"),
            new ChatEvent.Text("lo"),
            new ChatEvent.ToolCall(0, "c1", "find", "{\"q\":")
        );
        var shown = new List<ChatEvent>();

        var failed = (await ChatAsync(Easy, show: shown)).Should().BeOfType<ChatResult.Failed>().Subject;

        failed
            .Partial.Should()
            .BeEquivalentTo(
                new
                {
                    Text = (ReplyText)"Hello",
                    ToolCalls = new[] { new ToolCall("c1", "find", "{\"q\":") },
                    FinishReason = (string?)null,
                }
            );
        shown.Should().HaveCount(3);
        Test.Upstream.Asked.Should().Equal("cheap");
    }

    [Fact]
    public async Task If_no_pieces_are_shown_a_broken_reply_is_followed_by_the_next_best_model()
    {
        Test.Upstream.Fail("cheap", new Outcome(null, NoAnswer.Network), new ChatEvent.Text("Hel"));

        var answered = (await ChatAsync(Easy)).Should().BeOfType<ChatResult.Answered>().Subject;

        answered.Reply.Text.ToString().Should().Be("mid");
        Of(answered.Attempts).Should().Be("cheap:network mid:200");
    }

    [Fact]
    public async Task Pieces_are_shown_in_order_and_the_result_repeats_the_whole()
    {
        Test.Upstream.Answer(
            "cheap",
            new ChatEvent.Text("a"),
            new ChatEvent.ToolCall(1, "c2", "two", null) { Kind = ToolKind.Custom, Namespace = "files" },
            new ChatEvent.ToolCall(0, "c1", "one", "{"),
            new ChatEvent.ToolCall(0, null, null, "}"),
            new ChatEvent.ToolCall(1, null, null, "[]"),
            new ChatEvent.Text("b"),
            new ChatEvent.Finished("tool_calls", new(10, 4, 2))
        );
        var shown = new List<ChatEvent>();

        var answered = (await ChatAsync(Easy, show: shown)).Should().BeOfType<ChatResult.Answered>().Subject;

        answered
            .Reply.Should()
            .BeEquivalentTo(
                new ChatReply(
                    "ab",
                    [new("c1", "one", "{}"), new("c2", "two", "[]") { Kind = ToolKind.Custom, Namespace = "files" }],
                    "tool_calls",
                    new(10, 4, 2)
                )
            );
        shown.Should().HaveCount(6, "the end is not a piece");
    }

    [Fact]
    public async Task A_client_that_does_not_read_makes_the_model_wait()
    {
        var read = new TaskCompletionSource();
        var given = 0;
        Test.Upstream.Answer("cheap", _ => Counting());

        var chat = Test.Session.ChatAsync(new(Easy), new PieceView(_ => new(read.Task)), default);
        given.Should().Be(1);
        read.SetResult();
        (await chat.Soon()).Should().BeOfType<ChatResult.Answered>();
        given.Should().Be(3);

        async IAsyncEnumerable<ChatEvent> Counting()
        {
            for (given = 1; given < 3; given++)
            {
                yield return new ChatEvent.Text("x");
            }

            await Task.CompletedTask;
            yield return new ChatEvent.Finished("stop", null);
        }
    }

    [Fact]
    public async Task Cancelling_reaches_the_model_and_does_not_count_as_its_failure()
    {
        var cancelled = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        Test.Upstream.Answer("cheap", Hanging);

        var chat = Test.Session.ChatAsync(new(Easy), null, cancel.Token);
        await cancel.CancelAsync();

        await cancelled.Task.Soon();
        await chat.Invoking(task => task.Soon()).Should().ThrowAsync<OperationCanceledException>();
        Test.Upstream.Answer("cheap", new ChatEvent.Finished("stop", null));
        (await Attempts(Easy)).Should().Be("cheap:200");

        async IAsyncEnumerable<ChatEvent> Hanging([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                cancelled.SetResult();
            }

            yield break;
        }
    }
}
