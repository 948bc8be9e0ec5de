using System.Reflection;
using System.Text.RegularExpressions;

namespace ShimLsp.Server.Tests.Security;

/// <summary>
/// docs/security.md claims nothing that no test shows: each that it names is there, and each row of its attacks names one.
/// </summary>
public partial class SecurityDocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository(), "docs", "security.md"));

    [Fact]
    public void Every_test_that_it_names_exists() =>
        Named().Where(name => !IsTestHere(name) && !IsTestOfCore(name) && !IsTestOfTheClient(name)).Should().BeEmpty();

    [Fact]
    public void Every_row_of_what_somebody_tries_names_a_test() => Rows().Where(row => !Name().IsMatch(row)).Should().BeEmpty();

    [Fact]
    public void Every_test_of_this_folder_is_named() =>
        typeof(SecurityDocumentTests)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(SecurityDocumentTests).Namespace && type != typeof(SecurityDocumentTests))
            .SelectMany(type => type.GetMethods().Where(IsTest).Select(method => $"{type.Name}.{method.Name}"))
            .Except(Named())
            .Should()
            .BeEmpty();

    private static IEnumerable<string> Named() => Name().Matches(Page).Select(match => match.Groups["name"].Value).Distinct();

    /// <summary>The rows of the tables whose last column says what shows it, without their heads.</summary>
    private static IEnumerable<string> Rows()
    {
        var isInside = false;
        foreach (var line in Page.Split('\n'))
        {
            isInside = line.StartsWith('|') && (isInside || ShownBy().IsMatch(line));
            if (isInside && !ShownBy().IsMatch(line) && !line.StartsWith("| -", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    private static bool IsTestHere(string name) =>
        name.Split('.') is [var type, var method]
        && typeof(SecurityDocumentTests)
            .Assembly.GetTypes()
            .Any(found => found.Name == type && found.GetMethods().Any(test => test.Name == method && IsTest(test)));

    // The other project's assembly is not built with this one.
    private static bool IsTestOfCore(string name) =>
        name.Split('.') is [var type, var method]
        && SourcesOf("tests/ShimLsp.Core.Tests", $"{type}.cs")
            .Any(source => Regex.IsMatch(source, $@"\[(Fact|Theory)\](\s*\[.*\](\s*//.*)?)*\s*public [\w ]+ {method}\("));

    private static bool IsTestOfTheClient(string name) =>
        name.Split(": ", 2) is [var file, var test]
        && SourcesOf("client-vscode/test", file).Any(source => source.Contains($"\"{test}\"", StringComparison.Ordinal));

    private static IEnumerable<string> SourcesOf(string folder, string file) =>
        Directory.EnumerateFiles(Path.Combine(Repository(), folder), file, SearchOption.AllDirectories).Select(File.ReadAllText);

    private static bool IsTest(MethodInfo method) => method.IsDefined(typeof(FactAttribute), inherit: false);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ShimLsp.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    // `FooTests.A_sentence`, or `foo.test.ts: a sentence`.
    [GeneratedRegex(@"`(?<name>\w+Tests\.\w+|[\w.]+\.test\.ts: [^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\| shown by +\|$")]
    private static partial Regex ShownBy();
}
