using System.Diagnostics;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>What <c>doctor --probe</c> shows while the answers come, to a pipe and on a terminal.</summary>
public sealed class DoctorProbeLinesTests : ProbedModels
{
    [Fact]
    public async Task To_a_pipe_each_answer_is_a_plain_line_that_comes_when_it_comes()
    {
        var gate = new Gate();
        Own("slow", "quick");
        Script("slow", Answer.Says("OK.").HeadersAfter(gate));
        using var process = Person.Start("doctor", "--probe");
        process.StandardInput.Close();

        (await LineAsync(process, "quick", of: "works")).Should().MatchRegex(@"^  quick  works +\d+ ms$");
        gate.Open();
        (await LineAsync(process, "slow", of: "works")).Should().MatchRegex(@"^  slow   works +\d+ ms$");

        var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(ShimClient.Limit);
        rest.Should()
            .Contain("Of 2 models that are ready, 2 answer (slow, quick).")
            .And.Contain("Nothing to do.")
            .And.NotContain("No requests were sent")
            .And.NotContain("\e");
        await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        process.ExitCode.Should().Be(0);
    }

    [InstalledFact("script")]
    public async Task On_a_terminal_a_line_below_says_who_has_yet_to_answer()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // others' script takes its command otherwise
        }

        Own("slow", "quick");
        Script("slow", Answer.Says("OK.").HeadersAfter(TimeSpan.FromMilliseconds(500)));
        using var process = Person.StartOther("script", "-qec", "TERM=xterm shim-lsp doctor --probe", "/dev/null");
        process.StandardInput.Close();

        var shown = await process.StandardOutput.ReadToEndAsync().WaitAsync(ShimClient.Limit);

        shown.Should().Contain("waiting for slow, quick").And.MatchRegex(@"\r\e\[K  quick  \e\[32mworks[^\n]*\n[^\n]*waiting for slow\e");
        shown.Should().MatchRegex(@"\r\e\[K  slow   \e\[32mworks[^\n]*\n\r?\n", "nobody is waited for at the end");
    }

    [Fact]
    public async Task An_interruption_ends_it_at_once_with_what_is_known()
    {
        if (!OperatingSystem.IsWindows()) // which has no such signal for one process
        {
            await Promptness.WithinAsync(TimeSpan.FromSeconds(5), InterruptionTime); // a model may take 30
        }
    }

    private async Task<TimeSpan> InterruptionTime()
    {
        Own("works", "hangs");
        Script("hangs", Answer.Hangs());
        using var process = Person.Start("doctor", "--probe");
        process.StandardInput.Close();
        await LineAsync(process, "works", of: "works");
        var started = Stopwatch.GetTimestamp();

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(ShimClient.Limit);
        await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        rest.Should().Contain("hangs  interrupted").And.Contain("1 answers (works)");
        var took = Stopwatch.GetElapsedTime(started);
        process.ExitCode.Should().Be(130);
        return took;
    }

    private static async Task<string> LineAsync(Process process, string slug, string of)
    {
        using var limit = new CancellationTokenSource(ShimClient.Limit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.TrimStart().StartsWith(slug + " ", StringComparison.Ordinal) && line.Contains($" {of} ", StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new EndOfStreamException($"No line of {slug} came.");
    }
}
