using System.Reflection;
using System.Text.RegularExpressions;

namespace ShimLsp.Server.Tests.Docs;

/// <summary>
/// The tests that pages name: <c>FooTests</c> or <c>FooTests.A_sentence</c> of a test project, <c>foo.test.ts: a sentence</c> of the
/// extension, or <c>foo.test.mjs: a sentence</c> of <c>deploy</c>.
/// </summary>
internal static partial class NamedTest
{
    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = Find();

    /// <summary>The names in a text.</summary>
    public static IEnumerable<string> In(string text) => Name().Matches(text).Select(match => match.Groups["name"].Value).Distinct();

    /// <summary>Whether a test of that name exists.</summary>
    public static bool Exists(string name) => IsHere(name) || IsBeside(name) || IsInNode(name);

    /// <summary>Whether a method is a test.</summary>
    public static bool Is(MethodInfo method) => method.IsDefined(typeof(FactAttribute), inherit: false);

    private static bool IsHere(string name)
    {
        var parts = name.Split('.');
        return typeof(NamedTest)
            .Assembly.GetTypes()
            .Any(type =>
                type.Name == parts[0] && type.GetMethods().Any(method => Is(method) && (parts.Length == 1 || method.Name == parts[1]))
            );
    }

    // The other projects' assemblies are not built with this one.
    private static bool IsBeside(string name) =>
        name.Split('.') is var parts
        && SourcesOf("tests/ShimLsp.Core.Tests", $"{parts[0]}.cs")
            .Concat(SourcesOf("tests/ShimLsp.Bench.Tests", $"{parts[0]}.cs"))
            .Any(source =>
                parts.Length == 1
                || Regex.IsMatch(
                    source,
                    $@"\[(Fact|Theory)\](?:(?!\[(Fact|Theory)\]).)*?\n    public [\w<> ]+ {parts[1]}\(",
                    RegexOptions.Singleline
                )
            );

    private static bool IsInNode(string name) =>
        name.Split(": ", 2) is [var file, var test]
        && SourcesOf(file.EndsWith("mjs", StringComparison.Ordinal) ? "tests/deploy" : "client-vscode/test", file)
            .Any(source =>
                source.Contains($"\"{test}\"", StringComparison.Ordinal) || source.Contains($": {test}`", StringComparison.Ordinal)
            );

    private static IEnumerable<string> SourcesOf(string folder, string file) =>
        Directory.EnumerateFiles(Path.Combine(Repository, folder), file, SearchOption.AllDirectories).Select(File.ReadAllText);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ShimLsp.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"`(?<name>[A-Z]\w+Tests(\.\w+)?|[\w.]+\.test\.(ts|mjs): [^`]+)`")]
    private static partial Regex Name();
}
