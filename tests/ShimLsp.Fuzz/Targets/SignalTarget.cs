using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Targets;

/// <summary>
/// A request to route. JSON is read as messages, as a body and as the messages of a body. Other text is a task, once as UTF-8 and once as
/// the UTF-16 that it may be, including half pairs.
/// </summary>
internal sealed partial class SignalTarget : IFuzzTarget
{
    private const string RoundTrip = """
        {"role":"assistant","content":"a","tool_calls":[{"function":{"arguments":"{}"}}]},{"role":"tool","content":"r"},
        {"role":"user","content":[{"type":"tool_result","content":"r"}]}
        """;

    private static readonly Catalog Catalog = CatalogParser
        .Parse(
            """
            [{"model":"a","provider":"ollama","strength":0.2,"cost":1},{"model":"claude-opus-5-5","provider":"anthropic","cost":9},
                "qwen3-coder:30b"]
            """u8
        )
        .Catalog!;

    /// <inheritdoc/>
    public string Name => "signals";

    /// <inheritdoc/>
    public int Share => 20;

    /// <inheritdoc/>
    public Grammar Grammar { get; } = SignalGrammar.Create();

    /// <inheritdoc/>
    public byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Value(random, random.Next(2) == 0 ? "" : "messages", depth: 6));

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        if (JsonText.Parse(input) is not { } root)
        {
            Check(new RouteRequest { Task = Encoding.UTF8.GetString(input) });
            Check(new RouteRequest { Task = new string(MemoryMarshal.Cast<byte, char>(input)) });
            return;
        }

        var read = Check(new RouteRequest { Body = root });
        if (read.Signal is { } signal)
        {
            Must.Hold(SignalOracle.IsAsked(SignalOracle.UserTextsOfBody(root), signal.Text), "the text of a body is what was asked");
        }

        var asMessages = Check(new RouteRequest { Messages = root });
        var asBody = Check(new RouteRequest { Body = JsonText.Around("""{"messages":""", JsonText.Raw(root), "}") });
        if (root.ValueKind == JsonValueKind.Null)
        {
            return; // not given, in either form
        }

        Must.Equal(asMessages.Signal, asBody.Signal, "messages and a body of nothing but messages say the same");
        Must.Equal(
            $"body.{asMessages.Problem?.Path}",
            $"{asBody.Problem?.Path ?? "body."}",
            "the same is wrong with messages and with a body of nothing but messages"
        );
        if (root.ValueKind == JsonValueKind.Array)
        {
            CheckTurns(root, asMessages);
        }
    }

    private static void CheckTurns(JsonElement turns, SignalRead read)
    {
        if (read.Signal is { } signal)
        {
            Must.Hold(SignalOracle.IsAsked(SignalOracle.UserTexts(turns), signal.Text), "the text is what was asked");
            var longer = With(turns, RoundTrip);
            Must.Equal(signal with { InputTokens = 0 }, longer with { InputTokens = 0 }, "a tool's round trip keeps the text");
            Must.Hold(longer.InputTokens >= signal.InputTokens, "more turns are not fewer tokens");
        }

        var withTask = With(turns, """{"role":"user","content":" write a parser for dates "}""");
        Must.Equal("write a parser for dates", withTask.Text, "the latest user message is the task");
    }

    private static TaskSignal With(JsonElement turns, string more)
    {
        var comma = turns.GetArrayLength() == 0 ? "" : ",";
        var longer = JsonText.Around("", JsonText.Raw(turns)[..^1], $"{comma}{more}]");
        return Check(new RouteRequest { Messages = longer }).Signal!;
    }

    /// <summary>Reads a request and checks what holds of every one.</summary>
    private static SignalRead Check(RouteRequest request)
    {
        var read = SignalReader.Read(request);
        Must.Equal(read, SignalReader.Read(request), "a request is read the same each time");
        if (read.Problem is { } problem)
        {
            Must.Hold(KnownPath().IsMatch(problem.Path), "a problem names a field of the contract", () => problem.Path);
            Must.Hold(
                problem.Message.Length < 120 && problem.Message.EndsWith('.') && problem.Message.All(char.IsAscii),
                "a problem quotes nothing",
                () => problem.Message
            );
            return read;
        }

        var signal = read.Signal!;
        Must.Hold(signal.Text.Length > 0 || signal.HasImages, "a signal says something");
        Must.Equal(signal.Text.Trim(), signal.Text, "the text is trimmed");
        Must.Hold(signal.InputTokens >= 0, "a request has a size");
        if (signal.Text.Length > 0)
        {
            Must.Equal(
                signal.Text,
                SignalReader.Read(new RouteRequest { Task = signal.Text }).Signal?.Text,
                "a text read again is the same"
            );
            var message = JsonElement.Parse($$"""[{"role":"user","content":{{JsonText.Quote(signal.Text)}}}]""");
            Must.Equal(
                signal.Text,
                SignalReader.Read(new RouteRequest { Messages = message }).Signal?.Text,
                "a text that comes back as a message is the same"
            );
        }

        CheckScores(signal);
        return read;
    }

    private static void CheckScores(TaskSignal signal)
    {
        var sheet = EmbeddedScorer.Score(signal, Catalog.Models);
        Must.Hold(
            sheet.Scores.All(score => score.Value is > 0 and <= 1) && sheet.Scores.Any(score => score.Value == 1),
            "scores are fractions, and one model is the strongest"
        );
        Must.Hold(sheet.Because is { Length: > 0 and < 100 }, "a score is explained in a few words", () => $"{sheet.Because}");
        var key = RouteKey.Of(signal, Catalog.Models, "s/1", Catalog.Fingerprint);
        Must.Equal(
            key,
            RouteKey.Of(signal with { InputTokens = 1 }, Catalog.Models, "s/1", Catalog.Fingerprint),
            "a size is no part of a key"
        );
    }

    [GeneratedRegex(@"^(task|messages(\[\d+\](\.role|\.content)?)?|body(\.(messages|input)(\[\d+\](\.role|\.content)?)?)?)$")]
    private static partial Regex KnownPath();
}
