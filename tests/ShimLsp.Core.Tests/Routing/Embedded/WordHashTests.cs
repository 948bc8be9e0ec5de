using CsCheck;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>Hashes are the published algorithms', so that weights mean the same words everywhere.</summary>
public sealed class WordHashTests
{
    // The authors' own test vectors for 32 bits; of ASCII letters a code unit is a byte.
    [Theory]
    [InlineData("", 0x811C9DC5)]
    [InlineData("a", 0xE40C292C)]
    [InlineData("b", 0xE70C2DE5)]
    [InlineData("foo", 0xA9F37ED7)]
    [InlineData("foob", 0x3F5076EF)]
    [InlineData("foobar", 0xBF9CF968)]
    public void It_is_fnv_1a(string word, uint expected) => WordHash.Of(word).Should().Be(expected);

    [Fact]
    public void Letter_case_says_nothing() =>
        Gen.String[0, 20]
            .Sample(word => WordHash.Of(word.ToUpperInvariant().ToLowerInvariant()) == WordHash.Of(word.ToUpperInvariant()), iter: 2_000);

    [Theory]
    [InlineData("Straße", "STRAßE")]
    [InlineData("ÉCRIS", "écris")]
    [InlineData("ПРИВЕТ", "привет")]
    public void Nor_does_it_beyond_ascii(string left, string right) => WordHash.Of(left).Should().Be(WordHash.Of(right));

    [Fact]
    public void The_way_for_ascii_letters_comes_to_the_same() =>
        Gen.Char[' ', '~']
            .Array[0, 20]
            .Sample(
                letters =>
                {
                    var hash = WordHash.Start;
                    var length = WordHash.AsciiLetters(letters, ref hash);
                    return length == letters.TakeWhile(char.IsAsciiLetter).Count() && hash == WordHash.Of(letters.AsSpan(0, length));
                },
                iter: 5_000
            );

    [Fact]
    public void A_number_is_how_long_it_is()
    {
        WordHash.OfNumber(3).Should().Be(WordHash.Of("#3"));
        WordHash.OfNumber(9).Should().Be(WordHash.OfNumber(400));
        Enumerable.Range(1, 9).Select(WordHash.OfNumber).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_pair_has_an_order()
    {
        var (race, condition) = (WordHash.Of("race"), WordHash.Of("condition"));
        WordHash.Pair(race, condition).Should().Be(2380655373).And.NotBe(WordHash.Pair(condition, race));
    }

    // MurmurHash3's finaliser: 0 stays 0, and each bit of what comes in moves about half of what comes out.
    [Fact]
    public void Mixing_is_murmurs()
    {
        WordHash.Mix(0).Should().Be(0);
        WordHash.Mix(1).Should().Be(0x514E28B7);
        WordHash.Mix(0xFFFFFFFF).Should().Be(0x81F16F39);
        Gen.UInt.Sample(
            hash =>
                Enumerable
                    .Range(0, 32)
                    .Average(bit => System.Numerics.BitOperations.PopCount(WordHash.Mix(hash) ^ WordHash.Mix(hash ^ (1u << bit))))
                    is > 11
                        and < 21,
            iter: 1_000
        );
    }
}
