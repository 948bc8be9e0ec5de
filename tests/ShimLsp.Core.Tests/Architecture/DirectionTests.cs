using System.Reflection;
using NetArchTest.Rules;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Architecture;

/// <summary>Which folder of Core may use which. A new folder needs a row here first.</summary>
public sealed class DirectionTests
{
    private static readonly Assembly Core = typeof(Catalog).Assembly;

    private static readonly string[] Folders =
    [
        "Models",
        "Conversation",
        "Routing",
        "Caching",
        "Health",
        "Ledger",
        "Spending",
        "Shared",
        "Classifying",
        "Upstream",
        "Sessions",
        "Language",
        "Evaluation",
    ];

    [Theory]
    [InlineData("Models", "")]
    [InlineData("Conversation", "Models")]
    [InlineData("Routing", "Models Conversation")]
    [InlineData("Caching", "Models Routing")]
    [InlineData("Shared", "Models")]
    [InlineData("Health", "Models Routing Shared")]
    [InlineData("Ledger", "Models Routing Health")]
    [InlineData("Spending", "Models Routing Shared")]
    [InlineData("Classifying", "Models Routing Health Ledger")]
    [InlineData("Upstream", "Models Conversation Health")]
    [InlineData("Sessions", "Models Conversation Routing Caching Health Ledger Classifying Upstream Spending Shared")]
    [InlineData("Language", "Models Routing")]
    [InlineData("Evaluation", "Models Conversation Routing Caching Health Classifying Upstream Spending Sessions")]
    public void A_folder_knows_only_those_below_it(string folder, string below)
    {
        var others = Folders.Except([folder, .. below.Split(' ')]).Select(Namespace).ToArray();

        var result = Types.InAssembly(Core).That().ResideInNamespace(Namespace(folder)).ShouldNot().HaveDependencyOnAny(others).GetResult();

        (result.FailingTypeNames ?? []).Should().BeEmpty($"{folder} may know {(below.Length == 0 ? "nothing" : below)} and no more");
    }

    [Fact]
    public void Every_type_lives_in_a_folder_with_a_direction() =>
        Core.GetTypes().Where(type => IsIn("ShimLsp", type) && !Folders.Any(folder => IsIn(Namespace(folder), type))).Should().BeEmpty();

    private static bool IsIn(string name, Type type) => $"{type.Namespace}.".StartsWith(name + ".", StringComparison.Ordinal);

    private static string Namespace(string folder) => $"ShimLsp.Core.{folder}";
}
