using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Conversations;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli.Evaluate;

/// <summary>What <c>docs/evaluate.md</c> shows.</summary>
public sealed partial class EvaluatePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ProtocolPage.Path)!, "evaluate.md"))
        .ReplaceLineEndings("\n");

    [InstalledFact("python3")]
    public async Task The_script_has_two_models_do_each_task_and_writes_rows_that_can_be_measured()
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var person = new Person();
        person.Write("config/shim-lsp/models.json", ChatWorld.Catalog(upstream.BaseUrl, ChatWorld.OpenAi));
        upstream["m-cheap"].Answers(Answer.Says("Paris"), Answer.Says("Bern?"), Answer.Fails(400), Answer.Says("Rome"));
        upstream["m-strong"].Answers(Answer.Says(" paris\n"), Answer.Says("Bern"), Answer.Says("Oslo"), Answer.Says("Rome"));
        person.Write("workspace/rows.py", Script().Match(Page).Groups["body"].Value);

        using var process = person.StartOther("python3", "rows.py", "cheap", "strong");
        var rows = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        foreach (var (country, capital) in new[] { ("France", "Paris"), ("Switzerland", "Bern"), ("Norway", "Oslo"), ("Italy", "Rome") })
        {
            await process.StandardInput.WriteLineAsync(
                $$"""{"text": "Capital of {{country}}?", "expected": "{{capital}}", "bench": "capitals"}"""
            );
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Support.ShimClient.Limit);

        process.ExitCode.Should().Be(0, await error);
        (await rows)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => $"{row.At("id")} {row.At("weak.score")} {row.At("strong.score")}")
            .Should()
            .Equal("1 1 1", "2 0 1", "4 1 1");
        (await error).Should().StartWith("cheap: ");
        var run = await person.Run(["evaluate", "-", "--json"], await rows);
        run.Json.At("benches").ShouldCover("""[{"bench":"capitals","tasks":3,"weak":0.666667,"strong":1}]""");
    }

    [Fact]
    public async Task The_row_is_one()
    {
        using var person = new Person();
        (await person.Run(["evaluate", "-"], Row().Match(Page).Groups["body"].Value)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task It_names_every_field_of_the_json()
    {
        using var person = new Person();
        var json = (await person.Run(["evaluate", "-", "--json"], Rows.Example())).Json;
        Names(json)
            .Distinct()
            .Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal) && !Page.Contains($"`{name}[]`", StringComparison.Ordinal))
            .Should()
            .BeEmpty();
    }

    private static IEnumerable<string> Names(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(field => Names(field.Value).Prepend(field.Name)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
            _ => [],
        };

    [GeneratedRegex("```python rows.py\n(?<body>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("```json\n(?<body>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Row();
}
