using CsCheck;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>Whatever a text is made of, it is scored: nothing at all, half a character, another script, megabytes.</summary>
public sealed class EmbeddedScorerTextTests
{
    [Fact]
    public void A_score_is_above_zero_and_at_most_one_for_any_text() =>
        Gen.String[0, 3_000].Sample(text => Score(text).Scores.All(score => score.Value is > 0 and <= 1), iter: 1_000);

    [Theory]
    [InlineData("\u0000\u200b")]
    [InlineData("")]
    [InlineData("   \n\t ")]
    [InlineData("\uD83D")] // half a pair
    [InlineData("rename \uDE00 to \uD83D now")]
    [InlineData("🙂🙂🙂")]
    [InlineData("!!! ??? ...")]
    [InlineData("```")]
    [InlineData("```\nfor (;;) {}\n```")]
    [InlineData("return a[i] ?? (b[i] = f(x));")]
    [InlineData("1234567890 12 3")]
    public void A_text_without_meaning_is_scored_too(string task) =>
        Score(task).Scores.Should().OnlyContain(score => score.Value > 0 && score.Value <= 1);

    [Theory]
    [InlineData("重构整个代码库的认证模块,使用OAuth2,并保证并发安全,不能停机", "コメントを追加してください")]
    [InlineData(
        "Finde heraus, warum der Dienst gelegentlich eine Verklemmung hat, und beweise, dass sie behoben ist",
        "bitte diese Variable umbenennen"
    )]
    [InlineData(
        "Refactoriser l'architecture de tous les services sans interruption, avec des garanties de sécurité",
        "corrige la faute d'orthographe ici"
    )]
    public void Other_tongues_are_read(string hard, string easy) =>
        Score(hard).Of(new("tiny")).Should().BeLessThan(Score(easy).Of(new("tiny")) / 2);

    [Fact]
    public void Megabytes_are_scored()
    {
        foreach (
            var text in new[]
            {
                new string('a', 3_000_000),
                Repeated("deadlock "),
                Repeated("a\n"),
                Repeated("- `x`, \"y\"\n"),
                Repeated("並行"),
                Repeated("1 "),
            }
        )
        {
            Score(text).Scores.Should().OnlyContain(score => score.Value > 0 && score.Value <= 1);
        }

        static string Repeated(string part) => string.Concat(Enumerable.Repeat(part, 2_000_000 / part.Length));
    }

    private static ScoreSheet Score(string task) => EmbeddedScorer.Score(new TaskSignal(task, false, false, 1), [.. TestModels.Sample]);
}
