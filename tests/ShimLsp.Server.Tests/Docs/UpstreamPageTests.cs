using ShimLsp.Server.Tests.Providers;

namespace ShimLsp.Server.Tests.Docs;

/// <summary>docs/upstream.md names each subject that the tests of the providers have, so no rule is without a row.</summary>
public class UpstreamPageTests
{
    [Fact]
    public void Every_class_of_tests_is_named() =>
        typeof(RefusalTests)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(RefusalTests).Namespace && type.GetMethods().Any(NamedTest.Is))
            .Select(type => type.Name)
            .Except(
                NamedTest.In(File.ReadAllText(Path.Combine(NamedTest.Repository, "docs", "upstream.md"))).Select(name => name.Split('.')[0])
            )
            .Should()
            .BeEmpty();
}
