using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;
using ShimLsp.Training.Fit;

namespace ShimLsp.Training.Tests;

/// <summary>Small made-up data of every format: some words go with a gain, some shapes too.</summary>
internal static class Synthetic
{
    private static readonly string[] Vocabulary = (
        "harbour garden violin winter copper river lantern basket pepper saddle mirror candle ribbon forest pillow anchor ladder "
        + "button feather marble kettle willow meadow barrel hammer orchard pebble cellar blanket thunder velvet walnut compass chimney "
        + "carpet needle oyster pigeon quarry rudder"
    ).Split(' ');

    /// <summary>Rows, the same number of each format.</summary>
    public static BenchmarkRow[] Rows(int ofEach = 40) =>
        [
            .. Enumerable
                .Range(0, ofEach)
                .SelectMany(i =>
                    (BenchmarkRow[])
                        [
                            Row("choice", i, Choice(i)),
                            Row("prompted", i, Prompted(i)),
                            Row("contest", i, Contest(i)),
                            Row("sums", i, Sum(i)),
                        ]
                ),
        ];

    /// <summary>Graded tasks: what a word says of them is what grades say.</summary>
    public static GradedTask[] Tasks { get; } =
    [
        .. Enumerable
            .Range(0, 40)
            .SelectMany(i =>
                (GradedTask[])
                    [
                        Task($"easy-{i}", 1 + (i % 2), $"rename the {Word(i)} field to {Word(i + 3)} in this class"),
                        Task(
                            $"hard-{i}",
                            4 + (i % 2),
                            $"the {Word(i)} service deadlocks under load sometimes, find the race and prove that no "
                                + $"{Word(i + 5)} update is lost"
                        ),
                    ]
            ),
    ];

    /// <summary>The file that such data give.</summary>
    public static byte[] Trained(BenchmarkRow[] rows, GradedTask[] tasks, int seed = 1)
    {
        var trainer = new Trainer(rows, seed);
        var outOfFold = trainer.CrossValidate();
        using var file = new MemoryStream();
        TrainedWeights.Write(
            file,
            Provenance.Of(
                new(rows, "rows"),
                new(tasks, [], [], [], [], "tasks"),
                GradedPrompts.None,
                seed,
                new Dictionary<string, ShimLsp.Core.Evaluation.RoutingMeasures>()
            ),
            trainer.Fit(outOfFold),
            EditorModels.Fit(tasks, []),
            EditorModels.Fit(tasks, []).Usual(tasks, [])
        );
        return file.ToArray();
    }

    private static BenchmarkRow Row(string bench, int i, string text)
    {
        // Texts with one of some words gain, and so does every fourth: that one has a word more.
        var gains = text.Contains("garden", StringComparison.Ordinal) || i % 4 == 1;
        return new(bench, $"{bench}/{i % 5}", Example.Of(text), Weak: gains ? 0 : 1, Strong: i % 7 == 0 ? 0.5 : 1, Gap: 0.2);
    }

    private static GradedTask Task(string id, int grade, string text) => new(id, "made-up", grade, text, Example.Of(text));

    private static string Choice(int i) =>
        $"Which {Words(i, 12)}?\nA. {Words(i, 2)}\nB. {Words(i + 1, 3)}\nC. {Words(i + 2, 1)}\nD. {Words(i + 3, 2)}\nAnswer:";

    private static string Prompted(int i) => $"Think it over.\n\nQuestion:\n{Words(i, 16)}?\n\\boxed{{}}";

    private static string Contest(int i) =>
        $"{Words(i, 20)}\nConstraints\n1 <= n <= 10^{1 + (i % 6)}\nSample Input 1\n3 1 4\nSample Output 1\n{i}";

    private static string Sum(int i) =>
        $"Ann buys {i + 2} apples and a {Words(i, 14)} for {3 * i} dollars altogether. How many apples are left?";

    // In no order that a person would see, and the same at every start.
    private static string Words(int from, int count) =>
        string.Join(' ', Enumerable.Range(0, count + (from % 4)).Select(i => Word((int)(WordHash.Mix((uint)((from * 64) + i)) >> 8))));

    private static string Word(int i) => Vocabulary[i % Vocabulary.Length];
}
