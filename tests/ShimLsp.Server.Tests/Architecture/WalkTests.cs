using System.Text.RegularExpressions;
using ShimLsp.Server.Tests.Conversations;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>The walks of <c>docs/architecture.md</c> name files that are there, and each of them once.</summary>
public sealed partial class WalkTests
{
    private static readonly string Docs = Path.GetDirectoryName(ProtocolPage.Path)!;
    private static readonly string Server = Path.Combine(Docs, "..", "server");

    [Fact]
    public void A_walk_names_each_file_once_and_each_is_there()
    {
        var text = Walks().Match(File.ReadAllText(Path.Combine(Docs, "architecture.md"))).Value;
        string[] walks = [.. text.Split("`switchModel` goes")];
        walks.Should().HaveCount(2);

        foreach (var walk in walks)
        {
            string[] files = [.. SourceFile().Matches(walk).Select(file => file.Groups["path"].Value)];
            files.Should().HaveCountGreaterThan(6).And.OnlyHaveUniqueItems();
            files.Where(file => !Exists(file)).Should().BeEmpty();
        }
    }

    // A file of a list "A/B.cs (or C.cs)" is named without its folder.
    private static bool Exists(string file) =>
        file.Contains('/')
            ? new[] { "ShimLsp.Core", "ShimLsp.Server" }.Any(project => File.Exists(Path.Combine(Server, project, file)))
            : Directory.EnumerateFiles(Path.Combine(Server, "ShimLsp.Server"), file, SearchOption.AllDirectories).Any();

    [GeneratedRegex(@"^## Two walks\n.*?(?=^## )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Walks();

    [GeneratedRegex(@"`(?<path>[\w/]+\.cs)`")]
    private static partial Regex SourceFile();
}
