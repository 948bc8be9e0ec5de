using NetArchTest.Rules;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>The mock upstream is beside the product: it knows nothing of the product, and only the demo knows the mock.</summary>
public sealed class MockUpstreamDirectionTests
{
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

    [Theory]
    [InlineData("ShimLsp.Server.Cli.Demo", "ShimLsp.Mock")]
    [InlineData("ShimLsp.Server.Cli.Evaluate", "ShimLsp.Core.Evaluation")]
    public void What_no_editor_needs_is_used_by_its_own_command_alone(string command, string used) =>
        (
            Types
                .InAssembly(ServerAssemblies.Server)
                .That()
                .DoNotResideInNamespace(command)
                .ShouldNot()
                .HaveDependencyOn(used)
                .GetResult()
                .FailingTypeNames
            ?? []
        )
            .Should()
            .BeEmpty();

    private static bool IsPlatform(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
