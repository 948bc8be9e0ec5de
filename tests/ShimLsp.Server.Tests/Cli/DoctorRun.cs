using System.Text.Json;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>A run of <c>doctor --json</c>, and what a test looks at in its report.</summary>
internal static class DoctorRun
{
    public const string OneKey =
        """{ "models": [ { "slug": "only", "model": "m", "provider": "openai", "api_key": "${env:SOME_KEY}" } ] }""";

    /// <summary>
    /// The steps: <c>*</c> begins one that is told by its reason, any other is its command or edit; OWN is the person's own file.
    /// </summary>
    public static async Task Check(Action<Person> given, int exitCode, string verdict, params string[] steps)
    {
        using var person = new Person();
        given(person);
        var report = await Report(person, exitCode);
        report.GetProperty("canRoute").GetBoolean().Should().Be(exitCode == 0);
        report.GetProperty("verdict").GetString().Should().Be(verdict);
        string[] told = [.. Steps(report).Select(step => step.Replace(OwnFile(person), "OWN", StringComparison.Ordinal))];
        string[] reasons = [.. report.GetProperty("next").EnumerateArray().Select(step => "*" + step.GetProperty("why"))];
        told.Should().HaveSameCount(steps, string.Join('\n', told.Zip(reasons)));
        foreach (var step in steps)
        {
            (step.StartsWith('*') ? reasons : told).Should().Contain(step);
        }
    }

    public static async Task<JsonElement> Report(Person person, int exitCode, params string[] arguments)
    {
        var run = await person.Run(["doctor", "--json", .. arguments]);
        run.ExitCode.Should().Be(exitCode, run.Out + run.Error);
        run.Error.Should().BeEmpty();
        run.Out.Should().NotContain("canary-key");
        return run.Json;
    }

    public static string State(JsonElement report, string layer) =>
        report
            .GetProperty("layers")
            .EnumerateArray()
            .Single(one => one.GetProperty("layer").GetString() == layer)
            .GetProperty("state")
            .GetString()!;

    public static IEnumerable<string> Steps(JsonElement report) =>
        report
            .GetProperty("next")
            .EnumerateArray()
            .Select(step =>
                step.TryGetProperty("command", out var command) ? command.GetString()!
                : step.TryGetProperty("edit", out var place) ? $"edit {place}"
                : "nothing"
            );

    public static string OwnFile(Person person) => Path.Combine(person.ConfigFolder, "shim-lsp", "models.json");

    public static void Own(Person person, string text) => person.Write("config/shim-lsp/models.json", text);

    public static void Remember(Person person, string slug)
    {
        using var process = person.Start("use", slug);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }
}
