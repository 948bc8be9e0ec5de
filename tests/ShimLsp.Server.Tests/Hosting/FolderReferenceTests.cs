using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

public sealed class FolderReferenceTests
{
    [Theory]
    [InlineData("file:///home/me/ws", "/home/me/ws")]
    [InlineData("file:///home/me/ws/", "/home/me/ws")]
    [InlineData("file://localhost/home/me/ws", "/home/me/ws")]
    [InlineData("FILE://LOCALHOST/home/me/ws", "/home/me/ws")]
    [InlineData("file:/home/me/ws", "/home/me/ws")]
    [InlineData("file:///home/me/a%20b%C3%A4%23", "/home/me/a bä#")]
    [InlineData("file:///home/me/c#?x", "/home/me/c#?x")]
    [InlineData("file:///home/me/100%", "/home/me/100%")]
    [InlineData("file:///home/other/../me//./ws", "/home/me/ws")]
    [InlineData("file:///", "/")]
    [InlineData("file://", "/")]
    [InlineData("/home/me/ws//", "/home/me/ws")]
    [InlineData("ws", "/cwd/ws")]
    [InlineData(".", "/cwd")]
    [InlineData("../x", "/x")]
    [InlineData("a%20b", "/cwd/a%20b")]
    [InlineData("untitled:Untitled-1", "folderless untitled")]
    [InlineData("vscode-remote://ssh-remote%2Bbox/home/me", "folderless vscode-remote")]
    [InlineData("VSCODE-vfs://github/me/it", "folderless vscode-vfs")]
    [InlineData("", "invalid: it is empty")]
    [InlineData("file:ws", "invalid: its path is not absolute")]
    [InlineData("file:///a%00b", "invalid: it has a NUL character")]
    public void What_a_client_sends_names_a_folder(string text, string expected) => Check(text, expected);

    [Fact]
    public void Another_machine_has_no_folder_here_unless_the_platform_has_a_path_for_it() =>
        Check("file://server/share/x", OperatingSystem.IsWindows() ? "//server/share/x" : "invalid: it names another machine");

    [Theory]
    [InlineData("/c%3A/Users/me", @"C:\Users\me")]
    [InlineData("/C:/Users/me", @"C:\Users\me")]
    [InlineData("/server/x", @"\server\x")]
    public void A_drive_is_taken_out_of_the_path_on_windows(string escaped, string expected) =>
        FolderReference.Unescape(escaped, isWindows: true).Should().Be(expected);

    [Fact]
    public void Spellings_of_one_folder_are_equal_and_neighbours_are_not()
    {
        var folder = FolderPath.Of("/home/me/ws");
        folder.Should().Be(FolderPath.Of("/home/me//x/../ws/"));
        folder.GetHashCode().Should().Be(FolderPath.Of("/home/me/ws/").GetHashCode());
        folder.Should().NotBe(FolderPath.Of("/home/me/ws2"));
    }

    [Theory]
    [InlineData("/ws", "/ws", true)]
    [InlineData("/ws", "/ws/.shim/models.json", true)]
    [InlineData("/ws", "/ws2/models.json", false)]
    [InlineData("/ws/", "/ws/x", true)]
    [InlineData("/ws", "/w", false)]
    [InlineData("/", "/x", true)]
    public void A_folder_contains_what_lies_in_it(string folder, string path, bool expected) =>
        FolderPath.Of(folder).Contains(Path.GetFullPath(path)).Should().Be(expected);

    private static void Check(string text, string expected)
    {
        var actual = FolderReference.Parse(text, Path.GetFullPath("/cwd")) switch
        {
            // Without the drive, which Windows adds to every path.
            FolderReference.Local local => $"/{local.Folder.Value[Path.GetPathRoot(local.Folder.Value)!.Length..]}".Replace('\\', '/'),
            FolderReference.Folderless other => $"folderless {other.Scheme}",
            FolderReference.Invalid invalid => $"invalid: {invalid.Why}",
            _ => throw new InvalidOperationException(),
        };
        actual.Should().Be(expected);
    }
}
