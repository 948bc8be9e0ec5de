using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Upstream;

/// <summary>Which replies wait for memory. The limit is 10 MiB; sizes are in MiB.</summary>
public sealed class ReplyMemoryTests
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData("a takes 10", "", "it fits")]
    [InlineData("a takes 60", "", "one may pass the limit")]
    [InlineData("a takes 6, b takes 6", "", "so may the second, if no other has")]
    [InlineData("a takes 6, b takes 6, c takes 2", "c", "but only one at a time")]
    [InlineData("a takes 6, b takes 6, c takes 1, a takes 1", "a", "small ones never wait, and large ones wait to grow")]
    [InlineData("a takes 6, b takes 6, c takes 2, b takes 50", "c", "the one that passed it goes on")]
    [InlineData("a takes 6, b takes 6, c takes 2, a ends", "", "what ends makes room")]
    [InlineData("a takes 6, b takes 60, c takes 2, a ends", "c", "but only for as much as it took")]
    [InlineData("a takes 6, b takes 60, c takes 20, d takes 20, b ends", "d", "then the next may pass the limit")]
    [InlineData("a takes 6, b takes 60, c takes 20, d takes 20, b ends, c ends", "", "and then the next")]
    [InlineData("a takes 6, b takes 6, c takes 5, d takes 2, a ends", "c d", "the first to wait is the first to go on")]
    [InlineData("a takes 6, b takes 60, c takes 20, d takes 2, c gives up, b ends", "", "who gives up is passed over")]
    [InlineData("a takes 6, b takes 60, b ends, b takes 60, c takes 2", "", "after its end a reply takes nothing")]
    [InlineData("client leaves 3, a takes 2", "a", "if much waits for the client, no reply grows")]
    [InlineData("client leaves 3, a takes 2, client leaves 0", "", "until it is sent")]
    [InlineData("a takes 6, b takes 60, client leaves 3, b takes 2", "b", "not even the one that passed the limit")]
    [InlineData(
        "a takes 6, b takes 60, c takes 2, client leaves 3, b takes 2, client leaves 0",
        "c",
        "which goes on before those behind it"
    )]
    public async Task A_reply_waits_if_others_have_the_memory(string events, string waiting, string because)
    {
        using var memory = new ReplyMemory(new FakeTimeProvider(), 10 * Mebibyte);
        var replies = new SortedDictionary<string, Reply>(StringComparer.Ordinal);
        foreach (var told in events.Split(", "))
        {
            switch (told.Split(' '))
            {
                case ["client", "leaves", var size]:
                    memory.SetUnsent(Bytes(size));
                    break;
                case [var name, "takes", var size]:
                    replies.TryAdd(name, new Reply(memory.Open()));
                    replies[name].Take(Bytes(size));
                    break;
                case [var name, "ends"]:
                    replies[name].Share.Dispose();
                    break;
                case [var name, "gives", "up"]:
                    await replies[name].GiveUp.CancelAsync();
                    await replies[name].Taking.Soon().ContinueWith(_ => { }, TaskScheduler.Default);
                    break;
                default:
                    throw new ArgumentException(told, nameof(events));
            }
        }

        foreach (var (name, reply) in replies)
        {
            if (waiting.Contains(name, StringComparison.Ordinal))
            {
                reply.Taking.IsCompleted.Should().BeFalse($"{name} waits: {because}");
            }
            else
            {
                await Patience.Until(() => reply.Taking.IsCompleted);
            }
        }
    }

    [Fact]
    public void A_reply_of_many_small_pieces_counts_as_one_large_one()
    {
        using var memory = new ReplyMemory(new FakeTimeProvider(), 10 * Mebibyte);
        using var many = memory.Open();
        using var other = memory.Open();
        for (var taken = 0; taken < 9 * Mebibyte; taken += 1024)
        {
            many.TakeAsync(1024, CancellationToken.None).IsCompletedSuccessfully.Should().BeTrue();
        }

        other.TakeAsync(9 * Mebibyte, CancellationToken.None).IsCompleted.Should().BeTrue("it is the one that may pass the limit");
        many.TakeAsync(2 * Mebibyte, CancellationToken.None).IsCompleted.Should().BeFalse();
    }

    private static int Bytes(string mebibytes) => int.Parse(mebibytes, CultureInfo.InvariantCulture) * Mebibyte;

    private sealed class Reply(ReplyMemory.Share share)
    {
        public ReplyMemory.Share Share => share;

        public CancellationTokenSource GiveUp { get; } = new();

        public Task Taking { get; private set; } = Task.CompletedTask;

        public void Take(int bytes) => Taking = share.TakeAsync(bytes, GiveUp.Token);
    }
}
