using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Language;

/// <summary>models.json as a language: the catalog in force, of 10,000 lines, in an editor over the LSP front.</summary>
internal static class LanguageBench
{
    private const int Lines = 10_000;
    private const int LinesOfRow = 13;
    private const int Rounds = 60;
    private const int WarmUp = 20;
    private const double MostOfChange = 15;
    private const double MostOfWhole = 30;
    private const double MostOfAnswer = 3;
    private const int Provider = MiddleRow + 3;
    private const int Model = MiddleRow + 2;
    private const int MiddleRow = 2 + (LinesOfRow * (Lines / LinesOfRow / 2)); // its first line

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Measures a server.</summary>
    /// <param name="server">Its binary.</param>
    /// <param name="output">Where to print.</param>
    public static Task<int> RunAsync(string server, TextWriter output) =>
        BenchRun.PrintAsync(
            server,
            Longest,
            output,
            folder => Task.FromResult<IReadOnlyCollection<ResultRow>>([.. Measure(server, folder, output)])
        );

    private static IEnumerable<ResultRow> Measure(string server, string folder, TextWriter output)
    {
        var text = Encoding.UTF8.GetString(ManyModels.Make(Lines / LinesOfRow));
        output.WriteLine($"A catalog of {text.Count(letter => letter == '\n'):N0} lines, {text.Length:N0} characters ...");
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "shim-lsp")).FullName, "models.json");
        File.WriteAllText(file, text);
        var uri = new Uri(file).AbsoluteUri;
        using var editor = new LspEditor(server, folder);
        editor.Tell(
            "textDocument/didOpen",
            $$$"""{"textDocument":{"uri":"{{{uri}}}","languageId":"json","version":1,"text":{{{Quote(text)}}} } }"""
        );
        if (editor.Published(1).GetArrayLength() != 0)
        {
            throw new InvalidOperationException("The catalog is not what it should be.");
        }

        var version = 1;
        var typed = Repeat(() => Change(editor, uri, ++version, Typed(version), isBroken: version % 2 == 0));
        yield return Row("a letter typed in the middle: change to published diagnostics, ms", typed, MostOfChange);
        var whole = Repeat(() => Change(editor, uri, ++version, $$"""{"text":{{Quote(text)}}}""", isBroken: false));
        yield return Row("the whole text sent: change to published diagnostics, ms", whole, MostOfWhole);
        yield return Row("completion, ms", Repeat(() => Ask(editor, uri, "textDocument/completion", Provider)), MostOfAnswer);
        yield return Row("hover, ms", Repeat(() => Ask(editor, uri, "textDocument/hover", Model)), MostOfAnswer);
    }

    /// <summary>A letter that breaks the provider of a row in the middle, or, every other time, its removal.</summary>
    private static string Typed(int version) => version % 2 == 0 ? Replace(Provider, 26, 26, "x") : Replace(Provider, 26, 27, "");

    private static string Replace(int line, int from, int to, string text) =>
        $$"""{"range":{"start":{"line":{{line}},"character":{{from}} },"end":{"line":{{line}},"character":{{to}} } },"text":"{{text}}"}""";

    private static double Change(LspEditor editor, string uri, int version, string change, bool isBroken)
    {
        var started = Stopwatch.GetTimestamp();
        var document = $$"""{"uri":"{{uri}}","version":{{version}} }""";
        editor.Tell("textDocument/didChange", $$"""{"textDocument":{{document}},"contentChanges":[{{change}}]}""");
        var diagnostics = editor.Published(version);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return diagnostics.GetArrayLength() > 0 == isBroken ? took : throw new InvalidOperationException(diagnostics.GetRawText());
    }

    private static double Ask(LspEditor editor, string uri, string method, int line)
    {
        var started = Stopwatch.GetTimestamp();
        var place = $$"""{"line":{{line}},"character":26}""";
        var answer = editor.Ask(method, $$"""{"textDocument":{"uri":"{{uri}}"},"position":{{place}} }""");
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var isEmpty =
            answer.ValueKind is JsonValueKind.Null || (answer.TryGetProperty("items", out var items) && items.GetArrayLength() == 0);
        return isEmpty ? throw new InvalidOperationException($"{method}: {answer.GetRawText()}") : took;
    }

    private static Sample Repeat(Func<double> once)
    {
        var times = new List<double>();
        for (var round = -WarmUp; round < Rounds; round++)
        {
            var took = once();
            if (round >= 0)
            {
                times.Add(took);
            }
        }

        return Sample.Of(times);
    }

    private static ResultRow Row(string what, Sample measured, double most) =>
        new(what, measured, $"<= {most:F0}", measured.Median <= most);

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
