using System.Text.RegularExpressions;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>A type's name says what the type is. A name such as Helper only says that some code needed a place.</summary>
public sealed partial class NameTests
{
    [Fact]
    public void No_type_and_no_namespace_is_a_place_for_leftovers() =>
        ServerAssemblies.WrittenTypes().Where(type => Leftovers().IsMatch($"{type.FullName}")).Should().BeEmpty();

    [Theory]
    [InlineData("ShimLsp.Core.Caching.CacheManager", true)]
    [InlineData("ShimLsp.Core.Common.Text", true)]
    [InlineData("ShimLsp.Server.Rpc.StringUtils", true)]
    [InlineData("ShimLsp.Server.Rpc.HelperMethods", true)]
    [InlineData("ShimLsp.Core.Routing.Utility", false)] // what economists mean by it
    [InlineData("ShimLsp.Core.Language.Commonality", false)]
    public void Words_are_matched_whole(string name, bool isLeftover) => Leftovers().IsMatch(name).Should().Be(isLeftover);

    [GeneratedRegex("(Manager|Helper|Util|Common)s?(?![a-z])")]
    private static partial Regex Leftovers();
}
