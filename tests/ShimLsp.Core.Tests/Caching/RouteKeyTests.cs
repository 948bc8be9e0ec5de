using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Caching;

/// <summary>The key's bytes. The vectors are published in docs/routing.md and were computed by another implementation.</summary>
public sealed class RouteKeyTests
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string Counting = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    // Escaped where beyond ASCII: an attribute is stored as UTF-8 and cannot hold half of a surrogate pair.
    [Theory]
    [InlineData(
        "fix the typo",
        false,
        false,
        "cheap strong",
        "embedded/2",
        Zeros,
        "92ce22331dee0c4c570fbebe3c017468f30ba7d72699555d0459ff618133e23d"
    )]
    [InlineData(
        "fix the typo",
        true,
        true,
        "cheap strong",
        "embedded/2",
        Zeros,
        "a2c2b8edff8a0af9afdffe5ab0ec26d5c542d9a5dbc6d1b2b04251fdaaff3c39"
    )]
    [InlineData(
        @"caf\u00e9 \ud83d\ude80",
        false,
        true,
        "haiku",
        "classifier/haiku",
        Counting,
        "d774e0bf3a6e502a12b476f21ff44f94a98a6bb77d51309609e7f8af34bae4ab"
    )]
    [InlineData(
        @"cafe\u0301 \ud83d\ude80",
        false,
        true,
        "haiku",
        "classifier/haiku",
        Counting,
        "3f11889e75af2d75ce724be678f7ac5539f573ea50b10114900dc781c3fbffd0"
    )]
    [InlineData(
        @"a\ud800b",
        false,
        false,
        "cheap strong",
        "embedded/2",
        Counting,
        "fed73ebffcf95e32e34ec16ce8f4d58cb9d9732dce0ef892ddd7e4b5fd89fca5"
    )]
    [InlineData("", true, false, "", "", Counting, "630e2a735cac0dca652ea5ed96cadbdae34e547bfcf8d44e9c8b9aee3c6b2d16")]
    public void A_key_is_the_published_vector(
        string text,
        bool images,
        bool tools,
        string slugs,
        string scorer,
        string fingerprint,
        string key
    ) => Key(Regex.Unescape(text), images, tools, slugs, scorer, fingerprint).Should().Be(key);

    [Theory]
    [InlineData(@"a\ud800b")]
    [InlineData(@"a\udfffb")]
    public void A_lone_surrogate_is_the_replacement_character(string text) => Key(Regex.Unescape(text)).Should().Be(Key("a\ufffdb"));

    [Fact]
    public void A_pair_of_surrogates_is_no_replacement_character() => Key("\ud83d\ude80").Should().NotBe(Key("\ufffd"));

    [Fact]
    public void Composed_and_decomposed_text_are_different_keys() => Key("\u00e9").Should().NotBe(Key("e\u0301"));

    [Fact]
    public void Each_part_of_the_key_changes_it()
    {
        string[] keys =
        [
            Key("text"),
            Key("text2"),
            Key("text", images: true),
            Key("text", tools: true),
            Key("text", slugs: "cheap"),
            Key("text", slugs: "strong cheap"),
            Key("text", slugs: "cheapstrong"),
            Key("text", scorer: "embedded/3"),
            Key("text", fingerprint: Counting),
        ];

        keys.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Lengths_keep_the_parts_apart() => Key("a", slugs: "bc").Should().NotBe(Key("ab", slugs: "c"));

    [Fact]
    public void The_size_in_tokens_is_not_part_of_it() =>
        RouteKey
            .Of(new TaskSignal("text", false, false, 1), [], "s", [])
            .Should()
            .Be(RouteKey.Of(new TaskSignal("text", false, false, 9), [], "s", []));

    [Fact]
    public void Equal_keys_are_equal_in_every_way()
    {
        var (one, same, other) = (Keys.Of(1), Keys.Of(1), Keys.Of(2));

        one.Should().Be(same).And.NotBe(other).And.NotBe(null);
        one.GetHashCode().Should().Be(same.GetHashCode());
        one.ToString().Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Fact]
    public void A_long_text_is_read_to_its_end()
    {
        var long1 = new string('\u4e2d', 100_000);

        Key(long1 + "1").Should().NotBe(Key(long1 + "2"));
    }

    private static string Key(
        string text,
        bool images = false,
        bool tools = false,
        string slugs = "cheap strong",
        string scorer = "embedded/2",
        string fingerprint = Zeros
    )
    {
        ImmutableArray<ModelSpec> models = [.. Row.Table(slugs.Replace(' ', '\n')).Select(row => row.Model)];
        return RouteKey.Of(new TaskSignal(text, images, tools, 1), models, scorer, Convert.FromHexString(fingerprint)).ToString();
    }
}
