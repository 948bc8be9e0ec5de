using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Core.Routing.Embedded.Words;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>What words say.</summary>
public sealed class LexiconTests
{
    private static readonly (Trait Trait, string Phrase, string Entry)[] Entries =
    [
        .. LexiconWords.All.SelectMany(row =>
            row.Words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(entry => (row.Term.Trait, row.Term.Phrase ?? "", entry))
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
        Forms(entry).Should().Equal(forms.Split(' ').Select(form => WordHash.Of(form)));

    [Theory]
    [InlineData("コンパイラ")]
    [InlineData("死锁")]
    [InlineData("메모리누수")]
    public void An_entry_in_a_script_without_spaces_is_one_word(string entry) => Forms(entry).Should().Equal(WordHash.Of(entry));

    [Theory]
    [InlineData("función", "funcion")]
    [InlineData("größe", "groesse")]
    [InlineData("ändere", "aendere")]
    [InlineData("répliquée", "repliquee")]
    [InlineData("ação", "acao")]
    public void An_entry_covers_its_spelling_without_accents(string entry, string plain) =>
        Forms(entry).Should().Equal(WordHash.Of(entry), WordHash.Of(plain));

    [Fact]
    public void A_short_word_is_another_one_without_its_accents() => Forms("où").Should().Equal(WordHash.Of("où"));

    [Theory]
    [InlineData("рефакторинг", "рефакторить")]
    [InlineData("миграция", "миграцию")]
    [InlineData("течёт", "течет")]
    public void Cyrillic_words_fall_together_by_their_first_letters(string one, string other) =>
        WordHash.Of(one).Should().Be(WordHash.Of(other));

    [Fact]
    public void Other_words_count_to_their_last_letter()
    {
        WordHash.Of("поток").Should().NotBe(WordHash.Of("потом"));
        WordHash.Of("migration").Should().NotBe(WordHash.Of("migrating"));
    }

    [Fact]
    public void Two_words_are_a_pair() =>
        Forms("race_condition").Should().Equal(WordHash.Pair(WordHash.Of("race"), WordHash.Of("condition")));

    [Fact]
    public void No_entry_is_of_more_than_two_words() =>
        Entries.Should().OnlyContain(entry => entry.Entry.Count(letter => letter == '_') <= 1);

    [Fact]
    public void A_word_says_the_same_in_each_language()
    {
        // Else a word of one would be misread in each text of the other.
        var of = Entries
            .SelectMany(entry => Forms(entry.Entry).Take(1).Select(hash => (hash, entry)))
            .GroupBy(word => word.hash, word => word.entry);
        of.Where(group => group.Select(entry => entry.Trait).Distinct().Count() > 1)
            .Select(group => string.Join(", ", group.Select(entry => $"{entry.Entry}: {entry.Trait}")))
            .Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData("死锁了", 2)]
    [InlineData("内存屏障和锁", 4)] // not only 内存
    [InlineData("データベース", 6)]
    [InlineData("리팩토링해줘", 4)]
    [InlineData("鱼", 0)]
    public void The_longest_entry_is_found_in_a_script_without_spaces(string text, int length)
    {
        var hash = 1u;
        Lexicon.BuiltIn.LongestWord(text, ref hash).Should().Be(length);
        hash.Should().Be(length == 0 ? 1u : WordHash.Of(text.AsSpan(0, length)));
    }

    [Fact]
    public void No_hash_is_0_and_none_belongs_to_two_words()
    {
        // 0 is an empty slot. A word may stand twice, by itself or as a form of another; two words of one hash would say each other's
        // meaning.
        var forms = Entries.SelectMany(entry => Spelled(entry.Entry).Zip(Forms(entry.Entry))).Distinct().ToArray();
        forms.Should().NotContain(form => form.Second == 0);
        forms.GroupBy(form => form.Second).Where(group => group.Select(form => form.First).Distinct().Count() > 1).Should().BeEmpty();
    }

    [Fact]
    public void Every_entry_is_found_and_the_first_of_two_equal_ones_counts()
    {
        var first = new Dictionary<uint, Term>();
        foreach (var (trait, phrase, entry) in Entries)
        {
            foreach (var hash in Forms(entry))
            {
                first.TryAdd(hash, new(trait, phrase));
            }
        }

        first.Should().OnlyContain(word => Lexicon.BuiltIn.Term(Lexicon.BuiltIn.Find(word.Key)) == word.Value);
        Lexicon.BuiltIn.Find(WordHash.Of("qwertzuiop")).Should().Be(-1);
        Lexicon.BuiltIn.Term(-1).Should().Be(default(Term));
        first.Should().HaveCountLessThan(11_500, "an open table much more than a third full is searched for long");
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
        if (entry[^1] is not ('*' or '+'))
        {
            return ((string[])[Stem(entry), entry.Length < 4 ? Stem(entry) : Unaccented(entry)]).Distinct();
        }

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
        return Forms(entry).Select(hash => spellings.First(spelling => Forms(spelling).Single() == hash));
    }

    private static string Stem(string word) =>
        string.Join('_', word.Split('_').Select(part => part.Length > 6 && part[0] is >= 'а' and <= 'я' ? part[..6] : part))
            .Replace('ё', 'е');

    private static string Unaccented(string word) =>
        "àa áa âa ãa äae çc èe ée êe ëe ìi íi îi ïi ñn òo óo ôo õo öoe ùu úu ûu üue ßss"
            .Split(' ')
            .Aggregate(Stem(word), (plain, letter) => plain.Replace(letter[..1], letter[1..]));

    private static uint[] Forms(string entry)
    {
        Span<uint> hashes = stackalloc uint[WordForms.Most];
        return hashes[..WordForms.Of(entry, hashes)].ToArray();
    }
}
