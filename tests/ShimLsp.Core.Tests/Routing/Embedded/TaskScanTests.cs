using System.Text.Json;
using CsCheck;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>A text is read the same whether or not all its words are kept, which only benchmarks' formats need.</summary>
public sealed class TaskScanTests
{
    private static readonly string[] Words =
    [
        "fix",
        "Lock-free",
        "please",
        "thanks",
        "`a_b`",
        "src/a.cs",
        "naïve",
        "\"quoted words\"",
        "死锁。",
        "버튼을",
        "x^{17}",
        "\\boxed{3}",
        "\n    return a[1] + b;\n",
        "\n- ",
        ". ",
        "? ",
        "\n\n",
        "ошибка,",
        "12",
    ];

    private static readonly Gen<string> Word = Gen.Int[0, Words.Length - 1].Select(at => Words[at]);

    private static readonly Gen<string> Between = Gen.Int[0, 2]
        .Select(at =>
            at == 0 ? ""
            : at == 1 ? " "
            : " the "
        );

    private static readonly Gen<string> Text = Gen.Select(Word, Between).Array[0, 60].Select(Join);

    [Fact]
    public void All_words_kept_or_not() => Text.Sample(text => Seen(text, keepsWords: true) == Seen(text, keepsWords: false), iter: 5_000);

    [Fact]
    public void Talk_alone_is_the_task_and_beside_a_task_it_is_not()
    {
        Reading
            .Of("the sky is grey. are the cats asleep?")
            .Task.Should()
            .BeEquivalentTo(
                new
                {
                    Words = 8,
                    Sentences = 2,
                    Questions = 1,
                }
            );
        Reading
            .Of("the sky is grey. are the cats asleep? fix the typo.")
            .Task.Should()
            .BeEquivalentTo(
                new
                {
                    Words = 3,
                    Sentences = 1,
                    Questions = 0,
                }
            );
    }

    private static string Join((string, string)[] parts) => string.Concat(parts.Select(part => part.Item1 + part.Item2));

    private static string Seen(string text, bool keepsWords)
    {
        var memory = new ulong[GramSet.Words64];
        var (task, format) = keepsWords
            ? TaskScan.Read(text, new GramSet(memory), new GramSet(new ulong[GramSet.Words64]))
            : TaskScan.Read(text, new GramSet(memory));
        var features = new double[EditorFeatures.Count];
        EditorFeatures.Fill(task, features);
        var shape = new double[ShapeVector.Length];
        ShapeVector.Fill(task, shape);
        shape[6] = 0; // how many different words, which only one of them knows
        return JsonSerializer.Serialize(
            new
            {
                features,
                shape,
                format,
                memory,
            }
        );
    }
}
