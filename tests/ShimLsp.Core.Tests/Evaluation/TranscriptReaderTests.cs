using System.Globalization;
using System.Text;
using ShimLsp.Core.Evaluation.Transcripts;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>What is read of each program's records, an event a line: who, and what.</summary>
public sealed class TranscriptReaderTests
{
    [Fact]
    public void Claude_code_has_a_record_for_each_block_and_repeats_the_usage_of_the_reply() =>
        Check(
            "claude-code.jsonl",
            """
            session
            person fix it (2026-01-02 03:04:05)
            model I look.
            call t1 Bash {"command":"ls"}
            result t1 no such file !
            used claude-a 18/5/40
            model Done.
            used claude-b 19/18/2
            compacted
            person see with images
            """,
            TranscriptClient.ClaudeCode,
            broken: 1,
            ofSubagents: 1
        );

    [Fact]
    public void Codex_records_a_persons_message_twice_and_its_own_once_and_repeats_counts() =>
        Check(
            "codex.jsonl",
            """
            session
            person why is it slow?
            used gpt-5 100/60/7
            model I look.
            call k1 shell {"command":["ls"]}
            result k1 {"output":"gone","metadata":{"exit_code":2}} !
            call k2 apply_patch *** Begin Patch
            result k2 {"metadata":{"exit_code":0}}
            compacted
            """,
            TranscriptClient.Codex,
            broken: 1
        );

    [Fact]
    public void A_rollout_without_events_has_the_persons_messages_as_items() =>
        Check(
            "codex-early.jsonl",
            """
            session
            person add a test
            model Added.
            """,
            TranscriptClient.Codex
        );

    [Fact]
    public void Codex_subagents_are_passed_over() => Check("codex-subagent.jsonl", "session", TranscriptClient.Codex, ofSubagents: 1);

    [Fact]
    public void Specstory_says_who_speaks_in_bold_italics() =>
        Check(
            "specstory.md",
            """
            session
            person make the header|sticky (2025-09-10 02:10:00)
            model I edit it.
            call - Bash ls
            result - <tool-use data-tool-type="shell" data-tool-name="Bash">|<details><summary>ls</summary>|a.css|</details>|</tool-use>
            person thanks
            """,
            TranscriptClient.SpecStory
        );

    [Fact]
    public void Aider_marks_each_line_of_a_person_and_a_heading_in_a_reply_is_none() =>
        Check(
            "aider.md",
            """
            session
            person rename n|to count (2026-04-26 14:05:30)
            model I rename it.
            used claude-sonnet-4-6 4100/3000/312
            person why is that better?|Summary (2026-04-26 14:05:30)
            model It says what it counts.|#### Details|More.
            used claude-sonnet-4-6 10332/-/439
            session
            person now the tests (2026-04-27 09:00:00)
            """,
            TranscriptClient.Aider
        );

    [Theory]
    [InlineData("history.jsonl", """{"display":"fix it","timestamp":1,"project":"/x"}""")]
    [InlineData("rows.jsonl", """{"bench":"mine","text":"x","weak":{"model":"a","score":1}}""")]
    [InlineData("broken.jsonl", "{\"type\":\"user\"")]
    [InlineData("list.jsonl", "[1]")]
    [InlineData("README.md", "# A project")]
    public void Another_file_is_no_transcript(string name, string line) =>
        TranscriptFormat.Find(name, Encoding.UTF8.GetBytes(line), _ => true).Should().BeNull();

    [Fact]
    public void Messages_that_another_file_has_count_once()
    {
        var seen = new HashSet<string>();
        Read("claude-code.jsonl", Lines("claude-code.jsonl"), seen.Add).Reader.RepeatedMessages.Should().Be(0);

        var (again, reader) = Read("2.jsonl", Lines("claude-code.jsonl"), seen.Add);
        again.Should().Equal("session", "compacted");
        reader.RepeatedMessages.Should().Be(9);
    }

    [Fact]
    public void Of_a_long_text_the_ends_are_kept_and_the_length()
    {
        var text = new string('a', 50_000) + "the end";
        var (_, reader) = Read("s.jsonl", """{"type":"summary","summary":"x"}""", _ => true);
        var events = new List<TranscriptEvent>();
        reader.Read(
            Encoding.UTF8.GetBytes(
                $$$"""{"type":"user","sessionId":"s","uuid":"u","message":{"content":[{"type":"tool_result","content":"{{{text}}}"}]}}"""
            ),
            events
        );

        var result = events.OfType<TranscriptEvent.ToolReturned>().Should().ContainSingle().Subject;
        result.Bytes.Should().Be(50_007);
        result.Text.Length.Should().BeLessThan(8_100);
        result.Text.Should().EndWith("the end");
    }

    private static void Check(string name, string expected, TranscriptClient client, int broken = 0, int ofSubagents = 0)
    {
        var (events, reader) = Read(name, Lines(name), _ => true);
        string.Join('\n', events).Should().Be(expected);
        (reader.Client, reader.BrokenLines, reader.SubagentMessages).Should().Be((client, broken, ofSubagents));
    }

    private static string Lines(string name) =>
        File.ReadAllText(Repository.File($"tests/ShimLsp.Core.Tests/Evaluation/Transcripts/{name}")).ReplaceLineEndings("\n").TrimEnd('\n');

    private static (List<string> Events, TranscriptReader Reader) Read(string name, string text, Func<string, bool> isNew)
    {
        var lines = text.Split('\n').Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line)).ToList();
        var reader = lines.Select(line => TranscriptFormat.Find(name, line, isNew)).First(found => found is not null)!;
        var events = new List<TranscriptEvent>();
        foreach (var line in lines.Where(line => line.Length > 0 || name.EndsWith(".md", StringComparison.Ordinal)))
        {
            reader.Read(line, events);
        }

        reader.End(events);
        return ([.. events.Select(Words)], reader);
    }

    private static string Words(TranscriptEvent happened) =>
        happened switch
        {
            TranscriptEvent.SessionStarted => "session",
            TranscriptEvent.Compacted => "compacted",
            TranscriptEvent.PersonSaid said => $"person {Line(said.Text)}{(said.HasImages ? " with images" : "")}{Time(said.At)}",
            TranscriptEvent.ModelSaid said => $"model {Line(said.Text)}",
            TranscriptEvent.ToolCalled called => $"call {called.Id ?? "-"} {called.Name} {Line(called.Arguments)}",
            TranscriptEvent.ToolReturned returned => $"result {returned.Id ?? "-"} {Line(returned.Text)}{(returned.IsError ? " !" : "")}",
            TranscriptEvent.Used { Usage: var usage } used =>
                $"used {used.Model} {usage.Input}/{usage.CachedInput?.ToString(CultureInfo.InvariantCulture) ?? "-"}/{usage.Output}",
            _ => throw new InvalidOperationException(),
        };

    private static string Line(string text) => text.Replace('\n', '|');

    private static string Time(DateTimeOffset? at) =>
        at is { } time ? string.Create(CultureInfo.InvariantCulture, $" ({time.UtcDateTime:yyyy-MM-dd HH:mm:ss})") : "";
}
