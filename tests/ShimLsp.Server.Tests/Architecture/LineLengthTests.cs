namespace ShimLsp.Server.Tests.Architecture;

/// <summary>
/// The formatter breaks code at <c>max_line_length</c>, but neither it nor the analyzers check comments and literals. This test checks
/// whole lines of all source files.
/// </summary>
public sealed class LineLengthTests
{
    private const int MostCharacters = 140;

    private static readonly string[] BuildOutput = ["bin", "obj", "node_modules"];

    [Theory]
    [InlineData("bench")]
    [InlineData("server")]
    [InlineData("tests")]
    [InlineData("training")]
    public void No_line_of_a_source_file_is_longer_than_the_limit(string folder)
    {
        var files = SourceFiles(new DirectoryInfo(Path.Combine(Repository.Root, folder))).ToArray();

        files.Should().NotBeEmpty();
        files.SelectMany(TooLong).Should().BeEmpty();
    }

    private static IEnumerable<string> TooLong(string file) =>
        File.ReadLines(file)
            .Select((line, index) => (line.Length, Number: index + 1))
            .Where(line => line.Length > MostCharacters)
            .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number} has {line.Length} characters");

    private static IEnumerable<string> SourceFiles(DirectoryInfo folder) =>
        folder
            .EnumerateFiles("*.cs")
            .Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories().Where(inner => !BuildOutput.Contains(inner.Name)).SelectMany(SourceFiles));
}
