using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>What a message suggests can be pasted, whatever a clone's folder is called.</summary>
public sealed class ShellWordTests
{
    [Theory]
    [InlineData("/home/me/shop-2.0", "/home/me/shop-2.0")]
    [InlineData("/home/me/größe", "/home/me/größe")]
    [InlineData("", "''")]
    [InlineData("/my folder", "'/my folder'")]
    [InlineData("/$(touch x)", "'/$(touch x)'")]
    [InlineData("/a;b&c|d*", "'/a;b&c|d*'")]
    [InlineData("~/x", "'~/x'")]
    public void A_word_is_quoted_if_a_shell_would_change_it(string text, string word) => ShellWord.Of(text).Should().Be(word);

    [Fact]
    public void A_quote_ends_the_quotes_and_begins_them_again() =>
        ShellWord.Of("/it's").Should().Be(OperatingSystem.IsWindows() ? "'/it''s'" : @"'/it'\''s'");
}
