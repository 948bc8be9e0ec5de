using System.Text.RegularExpressions;

namespace ShimLsp.Server.Tests.Docs;

/// <summary>A table of <c>docs/gateway-requests.md</c> whose rows have numbers, and the tests that carry these as a trait.</summary>
internal sealed partial class NumberedTests
{
    /// <summary>Reads the page.</summary>
    /// <param name="heading">The heading that the table is below.</param>
    /// <param name="trait">The name of the trait.</param>
    public NumberedTests(string heading, string trait)
    {
        var page = File.ReadAllText(Path.Combine(NamedTest.Repository, "docs", "gateway-requests.md"));
        var section = page.Split($"\n## {heading}\n")[1].Split("\n## ")[0];
        Rows = Row().Matches(section).ToDictionary(row => row.Groups["number"].Value, row => row.Value);
        Carried = Carriers(trait).ToLookup(test => test.Number, test => test.Name);
    }

    /// <summary>The rows by their numbers, in the page's order.</summary>
    public IReadOnlyDictionary<string, string> Rows { get; }

    /// <summary>The tests of this project by the numbers that they carry.</summary>
    public ILookup<string, string> Carried { get; }

    /// <summary>The tests that a row names.</summary>
    /// <param name="number">Its number.</param>
    public string[] Named(string number) => [.. NamedTest.In(Rows[number])];

    private static IEnumerable<(string Number, string Name)> Carriers(string name) =>
        from type in typeof(NamedTest).Assembly.GetTypes()
        from method in type.GetMethods()
        where NamedTest.Is(method)
        from trait in method.GetCustomAttributesData()
        where trait.AttributeType == typeof(TraitAttribute) && trait.ConstructorArguments[0].Value is string known && known == name
        select ((string)trait.ConstructorArguments[1].Value!, $"{type.Name}.{method.Name}");

    [GeneratedRegex(@"^\| (?<number>\d+) \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
