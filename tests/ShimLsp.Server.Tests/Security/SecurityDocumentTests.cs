using ShimLsp.Server.Tests.Docs;

namespace ShimLsp.Server.Tests.Security;

/// <summary>docs/security.md names every test of this folder: none of what they show goes unsaid.</summary>
public class SecurityDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(NamedTest.Repository, "docs", "security.md"));

    [Fact]
    public void Every_test_of_this_folder_is_named() =>
        typeof(SecurityDocumentTests)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(SecurityDocumentTests).Namespace && type != typeof(SecurityDocumentTests))
            .SelectMany(type => type.GetMethods().Where(NamedTest.Is).Select(method => $"{type.Name}.{method.Name}"))
            .Except(NamedTest.In(Page))
            .Should()
            .BeEmpty();
}
