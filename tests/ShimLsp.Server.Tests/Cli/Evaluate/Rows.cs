using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli.Evaluate;

/// <summary>Rows for <c>evaluate</c>.</summary>
internal static class Rows
{
    /// <summary>The example: everyday editor tasks and hard ones, with results that are made up.</summary>
    public static string Example()
    {
        using var rows = new StreamReader(typeof(Rows).Assembly.GetManifestResourceStream("editor-rows.jsonl")!);
        return rows.ReadToEnd();
    }

    /// <summary>A row; every part is JSON.</summary>
    public static string Of(
        string text = "\"Rename x.\"",
        string weak = "0",
        string strong = "1",
        string more = "",
        string models = "weak strong"
    )
    {
        var names = models.Split(' ');
        var (weakModel, strongModel) = (Json.Quote(names[0]), Json.Quote(names[1]));
        return $$"""{"text": {{text}}, "weak": {"model": {{weakModel}}, "score": {{weak}}}"""
            + $$""", "strong": {"model": {{strongModel}}, "score": {{strong}}}{{more}}}"""
            + "\n";
    }
}
