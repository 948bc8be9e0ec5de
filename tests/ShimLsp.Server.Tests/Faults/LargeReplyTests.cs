using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>Memory that replies of many MiB take in a real process, and whether it goes back.</summary>
public sealed class LargeReplyTests
{
    private const int Mebibyte = 1024 * 1024;
    private const int Size = 30;

    // The code that runs for the first time, and what the JIT makes of it.
    private const double Slack = 30;

    [LinuxTheory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_reply_takes_at_most_four_times_its_size_and_gives_it_back(bool streams, bool callsTool)
    {
        await using var world = await LargeReplyWorld.StartAsync(callsTool ? new Answer { ToolCalls = [Call()] } : Answer.Says(Text()));
        var before = Proc.ResidentMebibytes(world.Id);

        (await world.AskAsync(streams, 1)).Should().Equal(Size * Mebibyte);

        Proc.PeakMebibytes(world.Id).Should().BeLessThan(before + (4 * Size) + Slack);
        await world.GivesBackAsync(before + Slack);
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Eight_at_once_share_one_limit(bool streams)
    {
        await using var world = await LargeReplyWorld.StartAsync(Answer.Says(Text()));
        var before = Proc.ResidentMebibytes(world.Id);

        (await world.AskAsync(streams, 8)).Should().HaveCount(8).And.OnlyContain(size => size == Size * Mebibyte);

        Proc.PeakMebibytes(world.Id).Should().BeLessThan(400);
        await world.GivesBackAsync(before + (2 * Slack));
    }

    [LinuxTheory]
    [InlineData("route", "{\"task\":\"TEXT\"}")]
    [InlineData("chat", "{\"messages\":[{\"role\":\"user\",\"content\":\"TEXT\"}]}")]
    public async Task The_memory_of_a_large_message_goes_back_too(string method, string parameters)
    {
        await using var world = await LargeReplyWorld.StartAsync(Answer.Says("Hello."));
        var before = Proc.ResidentMebibytes(world.Id);

        await world.CallAsync(method, parameters.Replace("TEXT", Text(), StringComparison.Ordinal));

        await world.GivesBackAsync(before + (2 * Slack));
    }

    private static string Text() => new('y', Size * Mebibyte);

    private static MockToolCall Call() => new("c1", "write", [$"\"{new string('y', (Size * Mebibyte) - 2)}\""]);
}
