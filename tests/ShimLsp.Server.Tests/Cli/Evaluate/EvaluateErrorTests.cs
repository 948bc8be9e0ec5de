using System.Text;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli.Evaluate;

/// <summary>Files that are none: one line that names the file, the line and the way out; nothing of a task's text.</summary>
public sealed class EvaluateErrorTests
{
    [Theory]
    [InlineData("{\"text\": \"secret\", nonsense", ":2:20: This is not JSON from here on.")]
    [InlineData("{\"text\": \"secret", ":2:")]
    [InlineData("\u0000\u0001", ":2:1: This is not JSON from here on.")]
    [InlineData("[1]", ":2: A row is a JSON object with `text`, `weak` and `strong`.")]
    [InlineData("{\"text\": \"secret\"}", ":2: `weak` must be an object with `model` and `score`.")]
    [InlineData(
        "{\"weak\": {\"model\": \"w\", \"score\": NaN}}",
        ":2:34: This is not JSON from here on. A row is one JSON object on one line. JSON has no NaN and no Infinity."
    )]
    [InlineData("{\"weak\": {\"model\": \"w\", \"score\": 1.01}}", ":2: `weak.score` must be a number from 0 (wrong) to 1 (right).")]
    [InlineData("{\"weak\": {\"model\": \"w\", \"score\": 1e400}}", ":2: `weak.score` must be a number from 0 (wrong) to 1 (right).")]
    [InlineData(
        "{\"weak\": {\"model\": \"w\", \"score\": 0}, \"strong\": {\"model\": \"s\", \"score\": 1}}",
        ":2: The task is missing. Give `text`, or `messages` as in a chat."
    )]
    public async Task A_line_that_is_no_row_is_named(string line, string says)
    {
        using var person = new Person();
        person.Write("workspace/rows.jsonl", Rows.Of() + line + "\n" + Rows.Of());
        await Check(person, ["evaluate", "rows.jsonl"], "shim-lsp: rows.jsonl" + says);
    }

    [Fact]
    public async Task JSON_that_never_ends_its_nesting_is_no_crash()
    {
        using var person = new Person();
        person.Write("workspace/rows.jsonl", new string('[', 1_000_000));
        await Check(person, ["evaluate", "rows.jsonl"], "shim-lsp: rows.jsonl:1:");
    }

    [Fact]
    public async Task A_line_of_a_gigabyte_is_left_where_it_passes_the_bound()
    {
        using var person = new Person();
        using var process = person.Start("evaluate", "-");
        var error = process.StandardError.ReadToEndAsync();
        var piece = Encoding.ASCII.GetBytes(new string('a', 1 << 20));
        var sent = 0;
        try
        {
            for (; sent < 1024; sent++)
            {
                await process.StandardInput.BaseStream.WriteAsync(piece).AsTask().WaitAsync(ShimClient.Limit);
            }
        }
        catch (IOException)
        {
            // It has gone, as it should.
        }

        await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        process.ExitCode.Should().Be(1);
        (await error)
            .ReplaceLineEndings("\n")
            .Should()
            .Be("shim-lsp: stdin:1: The line is longer than 16 MiB. Write one JSON object per line.\n");
        sent.Should().BeLessThan(64);
    }

    [Theory]
    [InlineData("", "The file has no rows.")]
    [InlineData("\n \r\n", "The file has no rows.")]
    public async Task A_file_of_nothing_holds_no_rows(string text, string says)
    {
        using var person = new Person();
        person.Write("workspace/rows.jsonl", text);
        await Check(person, ["evaluate", "rows.jsonl"], $"shim-lsp: rows.jsonl: {says}");
    }

    [Fact]
    public async Task What_is_no_file_is_said()
    {
        using var person = new Person();
        await Check(
            person,
            ["evaluate", "nothing.jsonl"],
            $"shim-lsp: {Path.Combine(person.Workspace, "nothing.jsonl")}: There is no such file."
        );
        await Check(
            person,
            ["evaluate", "."],
            $"shim-lsp: {person.Workspace}: The folder has no transcripts. Name a folder of Claude Code"
        );
    }

    [Fact]
    public async Task A_bench_that_is_not_there_is_told_with_those_that_are()
    {
        using var person = new Person();
        person.Write("workspace/rows.jsonl", Rows.Example());
        await Check(
            person,
            ["evaluate", "rows.jsonl", "--bench", "other"],
            "shim-lsp: rows.jsonl: The file has no rows of that bench. Its benches: deep, everyday."
        );
    }

    [Fact]
    public async Task A_catalog_that_cannot_be_read_is_the_error_that_it_is_everywhere()
    {
        using var person = new Person();
        var catalog = person.Write("workspace/m.json", "[");
        person.Write("workspace/rows.jsonl", Rows.Example());
        await Check(
            person,
            ["evaluate", "rows.jsonl", "--models", "m.json"],
            $"shim-lsp: {catalog}:1:1: This [ has no matching ]. Add it."
        );
    }

    [Theory]
    [InlineData("--svg rows.jsonl", "it is the input file. Name another.")]
    [InlineData("--scores ./rows.jsonl", "it is the input file. Name another.")]
    [InlineData("--svg .", "it is a folder.")]
    [InlineData("--scores rows.jsonl/below", "could not be written: ")]
    public async Task What_cannot_be_written_is_said_and_the_rows_stay(string option, string says)
    {
        using var person = new Person();
        var rows = person.Write("workspace/rows.jsonl", Rows.Example());
        await Check(person, ["evaluate", "rows.jsonl", .. option.Split(' ')], "shim-lsp: ", says);
        (await File.ReadAllTextAsync(rows)).Should().Be(Rows.Example());
    }

    [Theory]
    [InlineData("evaluate", "shim-lsp evaluate --help")]
    [InlineData("evaluate --bnech", "Did you mean --bench?")]
    [InlineData("evaluate rows --threshold 7", "--threshold takes a number from 0 to 1, such as 0.7, not '7'.")]
    [InlineData("evaluate rows --threshold NaN", "--threshold takes a number from 0 to 1, such as 0.7, not 'NaN'.")]
    [InlineData("evaluate rows --threshold high", "--threshold takes a number from 0 to 1, such as 0.7, not 'high'.")]
    [InlineData("evaluate rows --threshold 0,7", "not '0,7'.")]
    [InlineData("evaluate rows --resamples 1e3", "--resamples takes a whole number from 1 to 100000, such as 1000, not '1e3'.")]
    [InlineData("evaluate rows --resamples 0", "--resamples takes a whole number from 1 to 100000, such as 1000, not '0'.")]
    [InlineData("evaluate rows --seed -1", "--seed takes a whole number from 0, such as 1, not '-1'.")]
    [InlineData("evaluate rows more", "'more'")]
    public async Task A_wrong_command_line_ends_with_2(string arguments, string says)
    {
        using var person = new Person();
        var run = await person.Run(arguments.Split(' '));
        (run.ExitCode, run.Out).Should().Be((2, ""));
        run.Error.TrimEnd().Should().NotContain("\n").And.Contain(says);
    }

    private static async Task Check(Person person, string[] arguments, string starts, string contains = "shim-lsp")
    {
        var run = await person.Run(arguments);
        (run.ExitCode, run.Out).Should().Be((1, ""));
        run.Error.TrimEnd().Should().NotContain("\n").And.StartWith(starts).And.Contain(contains).And.NotContain("secret");
        var json = (await person.Run([.. arguments, "--json"])).Json;
        json.GetProperty("error").GetProperty("message").GetString().Should().NotContain("secret");
    }
}
