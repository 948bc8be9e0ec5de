using ShimLsp.Server.Hosting.Logging;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Hosting;

public sealed class LineQueueTests
{
    [Fact]
    public void Lines_are_written_in_their_order_before_the_end()
    {
        using var writer = new StringWriter();
        using (var lines = new LineQueue(writer))
        {
            lines.Add("one");
            lines.Add("two");
        }

        writer.ToString().Should().Be($"one{Environment.NewLine}two{Environment.NewLine}");
    }

    [Fact]
    public void A_reader_that_does_not_read_blocks_no_writer_and_fills_no_memory()
    {
        using var stuck = new StuckWriter();
        using (var lines = new LineQueue(stuck))
        {
            for (var line = 0; line < 10_000; line++)
            {
                lines.Add($"{line}");
            }
        }

        stuck.GoOn.Set();
        stuck.Done.Wait(ShimClient.Limit).Should().BeTrue();
        stuck.Written.Should().BeInRange(1024, 1025, "the rest was lost");
    }

    /// <summary>A pipe that is full until somebody reads.</summary>
    private sealed class StuckWriter : StringWriter
    {
        private int written;

        public ManualResetEventSlim GoOn { get; } = new();

        public ManualResetEventSlim Done { get; } = new();

        public int Written => written;

        public override void WriteLine(string? value)
        {
            GoOn.Wait();
            if (++written >= 1024)
            {
                Done.Set();
            }
        }
    }
}
