using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Core.Conversation.Reading;

namespace ShimLsp.Core.Tests.Conversation;

/// <summary>The page of fields has each that is known, and no other.</summary>
public sealed partial class GatewayFieldsPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.File("docs/gateway-fields.md"));

    public static TheoryData<string> Items => [.. Named("Items")];

    public static TheoryData<string> Parts => [.. Named("Parts")];

    [Fact]
    public void The_page_has_every_field_that_is_known_and_no_other() => Named("Fields").Should().BeEquivalentTo(KnownFields.All);

    [Theory]
    [MemberData(nameof(Items))]
    public void An_item_that_the_page_has_is_not_left_out(string type) =>
        IsLeftOut($$"""{"input":[{"role":"user","content":"Hi"},{"type":"{{type}}"}]}""").Should().BeFalse();

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_that_the_page_has_is_not_left_out(string type) =>
        IsLeftOut($$"""{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"{{type}}"}]}]}""")
            .Should()
            .BeFalse();

    [Theory]
    [InlineData("""{"input":[{"role":"user","content":"Hi"},{"type":"hologram"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"hologram"}]}]}""")]
    public void Another_is(string body) => IsLeftOut(body).Should().BeTrue();

    /// <summary>One that is known and lacks what it needs is refused.</summary>
    private static bool IsLeftOut(string body) =>
        ConversationReader.Read(new() { Body = JsonElement.Parse(body) }) is { Conversation.Dropped.Count: > 0 };

    /// <summary>The names in the first cells of a table.</summary>
    private static IEnumerable<string> Named(string heading) =>
        from line in Page.Split($"\n## {heading}\n")[1].Split("\n## ")[0].Split('\n')
        where line.StartsWith("| `", StringComparison.Ordinal)
        from match in Name().Matches(line.Split('|')[1])
        select match.Groups[1].Value;

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
