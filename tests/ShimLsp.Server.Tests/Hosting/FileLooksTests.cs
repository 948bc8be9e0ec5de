using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>A round of looks gives the same results as a separate look at each path.</summary>
public sealed class FileLooksTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FileLooks looks = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whatever_becomes_of_a_path_the_next_round_shows_it()
    {
        Action[] changes =
        [
            () => { },
            () => folder.Folder("a"),
            () => folder.Folder("a/b"),
            () => folder.Write("a/b/file", "one"),
            () => folder.Write("a/b/file", "longer"),
            () => File.Delete(folder.At("a/b/file")),
            () => folder.Folder("a/b/file"),
            () => Directory.Delete(folder.At("a/b/file")),
            () => folder.Write("other/file", "elsewhere"),
            () => folder.Link("a/b/file", folder.At("other/file")),
            () => folder.Write("other/file", "elsewhere and longer"),
            () => File.Delete(folder.At("a/b/file")),
            () => Directory.Delete(folder.At("a/b")),
            () => folder.Link("a/b", folder.At("other")),
            () => folder.Write("other/file", "through a folder"),
            () => folder.Link("a/b", folder.At("nothing")),
            () => folder.Link("a/b", "b"),
            () => File.Delete(folder.At("a/b")),
            () => folder.Write("a/b", "a file in a folder's place"),
            () => Directory.Delete(folder.At("a"), recursive: true),
        ];
        foreach (var (number, change) in changes.Index())
        {
            change();
            looks.NextRound();

            var stamp = looks.Of(folder.At("a/b/file"));

            stamp.Should().Be(FileStamp.Of(folder.At("a/b/file")), "of change {0}", number);
            looks
                .Of(folder.At("a//./b/x/../file"))
                .Should()
                .Be(FileStamp.Of(folder.At("a//./b/x/../file")), "of change {0}, in another spelling", number);
            looks.Of(folder.At("a/b/other")).Should().Be(FileStamp.Of(folder.At("a/b/other")));
        }
    }

    [Fact]
    public void Within_a_round_a_path_is_looked_at_once()
    {
        var path = folder.Write("file", "one");
        var first = looks.Of(path);
        folder.Write("file", "longer");
        looks.Of(path).Should().Be(first);
        looks.NextRound();
        looks.Of(path).Length.Should().Be(6);
    }

    [Fact]
    public void Names_that_are_forgotten_are_found_again()
    {
        var path = folder.Write("a/file", "one");
        for (var round = 0; round < 600; round++)
        {
            looks.NextRound();
            looks.Of(path).Length.Should().Be(3);
        }
    }
}
