using System.Text;
using ShimLsp.Bench.Report;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Bench.Native;

/// <summary>
/// What the embedded scorer takes for a text of 6,000 characters, every feature included, and for a short one. No text says the same thing
/// twice, or the processor would learn it; the yardstick is one look at each character, its letter put into lower case.
/// </summary>
internal static class EmbeddedScores
{
    private const int Rounds = 31;
    private const int Block = 200;
    private const int Characters = 6_000;
    private const double MostMicroseconds = 50;

    private static readonly string[] Words =
    [
        .. (
            "the session cache lock value handler request retry module service keeps writes reads loses returns under load while every "
            + "caller parser token schema index query migration column latency thread pool queue error stack trace file build test "
            + "branch commit deploy user order invoice payment report page button label color import comment function class method "
            + "interface string number list map tree graph node edge path river mountain letter evening garden history language music "
            + "science market price weather journey question answer reason because although however therefore small large quick slow "
            + "early late green silent broken simple careful open closed public private static global local"
        ).Split(' '),
    ];

    public static IEnumerable<ResultRow> Measure()
    {
        var random = new Random(7);
        (string Name, string[] Texts)[] kinds =
        [
            ("prose", Texts(random, Prose)),
            ("lines of code", Texts(random, Code)),
            ("questions with options", Texts(random, Question)),
            ("no spaces", Texts(random, NoSpaces)),
        ];
        string[] tasks = [.. Enumerable.Range(0, 64).Select(_ => string.Join(' ', Some(random, 12)))];
        ModelSpec[] models = [Model("weak", 0.4), Model("strong", 0.9)];

        var blocks = new Blocks(Rounds);
        var looks = blocks.Add(Block, () => Look(kinds[0].Texts));
        (string Name, List<double> Times)[] times =
        [
            .. kinds.Select(kind => ($"{Characters:N0} characters, {kind.Name}", blocks.Add(Block, () => Score(kind.Texts, models)))),
            ("12 words", blocks.Add(Block, () => Score(tasks, models))),
        ];
        blocks.Run();

        yield return new($"one look at {Characters:N0} characters, us", Blocks.Of(looks, unit: 1_000));
        foreach (var (name, time) in times)
        {
            var each = Blocks.Of(time, unit: 1_000);
            yield return new($"embedded scorer, {name}, us", each, $"<= {MostMicroseconds:F2}", each.Median <= MostMicroseconds);
        }

        yield return new("prose / one look", Blocks.Ratio(times[0].Times, looks));
    }

    private static void Score(string[] texts, ModelSpec[] models)
    {
        for (var i = 0; i < Block; i++)
        {
            EmbeddedScorer.Score(new TaskSignal(texts[i % texts.Length], HasImages: false, HasTools: false, InputTokens: 1), [.. models]);
        }
    }

    private static void Look(string[] texts)
    {
        var sum = 0;
        for (var i = 0; i < Block; i++)
        {
            foreach (var character in texts[i % texts.Length])
            {
                sum += char.IsAsciiLetter(character) ? character | 0x20 : 0;
            }
        }

        GC.KeepAlive(sum);
    }

    private static string[] Texts(Random random, Action<Random, StringBuilder> add) =>
        [
            .. Enumerable
                .Range(0, 64)
                .Select(_ =>
                {
                    var text = new StringBuilder();
                    while (text.Length < Characters)
                    {
                        add(random, text);
                    }

                    return text.ToString(0, Characters);
                }),
        ];

    private static void Prose(Random random, StringBuilder text) =>
        text.AppendJoin(' ', Some(random, 14)).Append(random.Next(3) == 0 ? ".\n" : ". ");

    private static void Code(Random random, StringBuilder text) =>
        text.Append("    var ")
            .Append(Some(random, 1)[0])
            .Append(" = ")
            .AppendJoin('.', Some(random, 2))
            .Append('(')
            .AppendJoin(", ", Some(random, 2))
            .Append(");\n");

    private static void Question(Random random, StringBuilder text)
    {
        text.AppendJoin(' ', Some(random, 16)).Append("?\n");
        foreach (var letter in "ABCD")
        {
            text.Append(letter).Append(". ").AppendJoin(' ', Some(random, 5)).Append('\n');
        }
    }

    private static void NoSpaces(Random random, StringBuilder text) =>
        text.Append((char)random.Next(0x4E00, 0x9FFF)).Append(random.Next(20) == 0 ? "。" : "");

    private static string[] Some(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Words[random.Next(Words.Length)])];

    private static ModelSpec Model(string slug, double strength) =>
        new()
        {
            Slug = new(slug),
            Model = slug,
            DisplayName = slug,
            Provider = ModelProvider.GenericChatCompletionApi,
            BaseUrl = new("http://localhost"),
            Strength = strength,
        };
}
