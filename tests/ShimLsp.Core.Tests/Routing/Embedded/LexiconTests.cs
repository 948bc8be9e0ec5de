using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>What words say.</summary>
public sealed class LexiconTests
{
    private static readonly (Trait Trait, string Phrase, string Entry)[] Entries =
    [
        .. LexiconWords.All.SelectMany(row =>
            row.Words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(entry => (row.Trait, row.Phrase, entry))
        ),
    ];

    [Theory]
    [InlineData("typo", "typo")]
    [InlineData("race+", "race races")]
    [InlineData("patch+", "patch patches")]
    [InlineData("proxy+", "proxy proxies")]
    [InlineData("key+", "key keys")]
    [InlineData("deadlock*", "deadlock deadlocks deadlocked deadlocking")]
    [InlineData("migrate*", "migrate migrates migrated migrating")]
    [InlineData("modify*", "modify modifies modified modifying")]
    [InlineData("debug**", "debug debugs debugged debugging")]
    public void An_entry_covers_its_regular_forms(string entry, string forms) =>
        WordForms.Of(entry).Should().Equal(forms.Split(' ').Select(form => WordHash.Of(form)));

    [Fact]
    public void Two_words_and_two_characters_are_a_pair()
    {
        WordForms.Of("race_condition").Should().Equal(WordHash.Pair(WordHash.Of("race"), WordHash.Of("condition")));
        WordForms.Of("死锁").Should().Equal(WordHash.Pair(WordHash.Of("死"), WordHash.Of("锁")));
        WordForms.Of("コンパイラ").Should().Equal(WordHash.Of("コンパイラ"));
    }

    [Fact]
    public void No_hash_is_0_and_none_belongs_to_two_words()
    {
        // 0 is an empty slot. A word may stand twice, by itself or as a form of another; two words of one hash would say each other's
        // meaning.
        var forms = Entries.SelectMany(entry => Spelled(entry.Entry).Zip(WordForms.Of(entry.Entry))).Distinct().ToArray();
        forms.Should().NotContain(form => form.Second == 0);
        forms.GroupBy(form => form.Second).Where(group => group.Select(form => form.First).Distinct().Count() > 1).Should().BeEmpty();
    }

    [Fact]
    public void Every_entry_is_found_and_the_first_of_two_equal_ones_counts()
    {
        var first = new Dictionary<uint, Term>();
        foreach (var (trait, phrase, entry) in Entries)
        {
            foreach (var hash in WordForms.Of(entry))
            {
                first.TryAdd(hash, new(trait, phrase));
            }
        }

        first.Should().OnlyContain(word => Lexicon.BuiltIn.Term(Lexicon.BuiltIn.Find(word.Key)) == word.Value);
        Lexicon.BuiltIn.Find(WordHash.Of("qwertzuiop")).Should().Be(-1);
        Lexicon.BuiltIn.Term(-1).Should().Be(default(Term));
        first.Should().HaveCountLessThan(4096, "an open table that is half full is searched for long");
    }

    [Fact]
    public void Every_explained_trait_has_a_phrase() =>
        Entries
            .Where(entry =>
                entry.Trait is not (Trait.Courtesy or Trait.HowMany or Trait.Sum or Trait.Trade) && string.IsNullOrWhiteSpace(entry.Phrase)
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void Every_trait_but_none_has_words() =>
        Enum.GetValues<Trait>().Except(Entries.Select(entry => entry.Trait)).Should().Equal(Trait.None);

    [Fact]
    public void Entries_are_in_lower_case() => Entries.Should().NotContain(entry => entry.Entry.Any(char.IsUpper));

    /// <summary>How each form of an entry is spelled, told by its hash.</summary>
    private static IEnumerable<string> Spelled(string entry)
    {
        var stem = entry.TrimEnd('*', '+');
        string[] spellings =
        [
            stem,
            stem + "s",
            stem + "es",
            stem[..^1] + "ies",
            stem + "d",
            stem + "ed",
            stem[..^1] + "ied",
            stem + stem[^1] + "ed",
            stem + "ing",
            stem[..^1] + "ing",
            stem + stem[^1] + "ing",
        ];
        return WordForms.Of(entry).Select(hash => spellings.First(spelling => WordForms.Of(spelling).Single() == hash));
    }
}
