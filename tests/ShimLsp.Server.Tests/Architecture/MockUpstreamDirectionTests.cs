using NetArchTest.Rules;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>The mock upstream is beside the product: it knows nothing of the product, and only the demo knows the mock.</summary>
public sealed class MockUpstreamDirectionTests
{
    private const string Demo = "ShimLsp.Server.Cli.Demo";

    [Fact]
    public void The_mock_knows_neither_Core_nor_the_server() =>
        ServerAssemblies
            .Mock.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Should()
            .OnlyContain(name => IsPlatform(name), "a fault that both sides share would show in no test");

    [Fact]
    public void Core_does_not_know_the_mock() =>
        ServerAssemblies.Core.GetReferencedAssemblies().Should().NotContain(assembly => assembly.Name == "ShimLsp.MockUpstream");

    [Fact]
    public void Of_the_server_only_the_demo_knows_the_mock() =>
        (
            Types
                .InAssembly(ServerAssemblies.Server)
                .That()
                .DoNotResideInNamespace(Demo)
                .ShouldNot()
                .HaveDependencyOn("ShimLsp.Mock")
                .GetResult()
                .FailingTypeNames
            ?? []
        )
            .Should()
            .BeEmpty();

    private static bool IsPlatform(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
