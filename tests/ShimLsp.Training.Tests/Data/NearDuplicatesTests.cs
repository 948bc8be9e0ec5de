using ShimLsp.Training.Data;

namespace ShimLsp.Training.Tests.Data;

/// <summary>No fold is judged by what another has seen.</summary>
public sealed class NearDuplicatesTests
{
    private const string Harbour =
        "the harbour master writes down each ship that enters before noon, its cargo, the name of its captain and how long it "
        + "means to stay at the quay";

    private const string Garden =
        "our garden has three beds of beans and one of onions, and every second evening my neighbour waters the ones that "
        + "stand nearest to the old wall";

    [Fact]
    public void A_text_with_a_word_or_two_changed_stays_with_it()
    {
        Groups(Harbour, Garden, Harbour.Replace("noon", "dusk"), Garden + " again", Harbour.ToUpperInvariant())
            .Should()
            .Equal(0, 1, 0, 1, 0);
        Groups(Harbour, "another text altogether about nothing in particular", Garden).Should().Equal(0, 1, 2);
    }

    [Fact]
    public void Likeness_is_handed_on_and_a_group_is_called_by_its_first()
    {
        // Each is near the next, and the first is not near the last.
        var words = Harbour.Split(' ');
        var chain = Enumerable.Range(0, 8).Select(i => string.Join(' ', Garden.Split(' ')[..(2 * i)].Concat(words[(2 * i)..]))).ToArray();
        Groups(chain).Should().OnlyContain(group => group == 0);
        Groups([Garden, .. chain[..2]]).Should().Equal(0, 1, 1);
    }

    [Fact]
    public void Folds_keep_groups_together_and_are_of_about_one_size()
    {
        int[] groups = [.. Enumerable.Range(0, 1_000).Select(i => i % 7 == 0 ? 0 : i / 3)];
        var folds = Folds.Deal(groups, 5, seed: 1);
        foreach (var group in groups.Distinct())
        {
            folds.Where((_, i) => groups[i] == group).Distinct().Should().ContainSingle();
        }

        folds.Distinct().Order().Should().Equal(0, 1, 2, 3, 4);
        var ofOthers = Enumerable.Range(0, 5).Select(fold => groups.Where((group, i) => group != 0 && folds[i] == fold).Count()).ToArray();
        (ofOthers.Max() - ofOthers.Min()).Should().BeLessThan(10);
    }

    [Fact]
    public void Only_the_seed_decides_the_folds()
    {
        int[] groups = [.. Enumerable.Range(0, 300)];
        Folds.Deal(groups, 5, seed: 1).Should().Equal(Folds.Deal(groups, 5, seed: 1));
        Folds.Deal(groups, 5, seed: 2).Should().NotEqual(Folds.Deal(groups, 5, seed: 1));
    }

    [Fact]
    public void Nearly_one_text_is_of_one_fold()
    {
        var texts = Enumerable.Range(0, 40).SelectMany(i => (string[])[Numbered(i), Numbered(i) + " too"]).ToArray();
        var folds = Folds.Deal(Groups(texts), 5, seed: 1);
        for (var i = 0; i < texts.Length; i += 2)
        {
            folds[i + 1].Should().Be(folds[i], texts[i]);
        }
    }

    // Words of their own for each number, so that no two of the texts are alike.
    private static string Numbered(int number) =>
        string.Join(
            ' ',
            Enumerable.Range(0, 24).Select(i => $"{(char)('a' + (number % 26))}{(char)('a' + i)}{(char)('a' + (number / 26))}o")
        );

    private static int[] Groups(params string[] texts) => NearDuplicates.Groups([.. texts.Select(Example.Of)]);
}
