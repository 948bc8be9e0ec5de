using System.Text;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Hosting;

public sealed class FileReadTests : IDisposable
{
    private const string Odd = "! is a pipe, a socket or a device";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_read_whole() => Check(folder.Write("f", "text"), "text");

    [Fact]
    public async Task A_file_that_is_swapped_all_the_time_is_one_of_the_two_and_whole()
    {
        var (path, draft) = (folder.Write("f", "short"), folder.At("draft"));
        using var enough = new CancellationTokenSource();
        var swapping = Task.Run(() =>
        {
            for (var round = 0; !enough.IsCancellationRequested; round++)
            {
                File.WriteAllText(draft, round % 2 == 0 ? "much longer" : "short");
                File.Move(draft, path, overwrite: true);
            }
        });
        for (var look = 0; look < 20_000; look++)
        {
            Shown(path).Should().BeOneOf("short", "much longer");
        }

        await enough.CancelAsync();
        await swapping;
    }

    [Fact]
    public void An_empty_file_is_empty() => Check(folder.Write("f", ""), "");

    [Fact]
    public void A_file_of_the_largest_size_is_read() => Check(folder.Write("f", new string('x', 1024)), new string('x', 1024));

    [Fact]
    public void A_larger_file_is_not() => Check(folder.Write("f", new string('x', 1025)), "! is larger than 1 KiB");

    [Fact]
    public void A_link_is_followed() => Check(folder.Link("link", folder.Write("f", "text")), "text");

    [Fact]
    public void A_relative_link_in_a_linked_folder_is_followed()
    {
        folder.Write("real/deep/f", "text");
        folder.Link("real/deep/link", "../deep/./f");
        folder.Link("folder", folder.At("real"));
        Check(folder.At("folder/deep/link"), "text");
        RealPath.Of(folder.At("folder/deep/link")).Should().Be(folder.At("real/deep/f"));
    }

    [Fact]
    public void Nothing_is_absent() => Check(folder.At("f"), "absent");

    [Fact]
    public void A_file_in_the_place_of_its_folder_is_absent()
    {
        folder.Write(".shim", "");
        Check(folder.At(".shim/models.json"), "absent");
    }

    [Fact]
    public void A_folder_cannot_be_read() => Check(folder.Folder("f"), "! is a folder");

    [Fact]
    public void A_link_to_nothing_is_not_nothing() => Check(folder.Link("f", folder.At("gone")), "! is a symbolic link to nothing");

    [Fact]
    public void A_loop_of_links_ends()
    {
        folder.Link("a", folder.At("b"));
        Check(folder.Link("b", folder.At("a")), "! is a loop of symbolic links");
    }

    [Fact]
    public void A_chain_of_links_without_a_loop_is_followed()
    {
        var path = folder.Write("f", "text");
        for (var link = 0; link < 30; link++)
        {
            path = folder.Link($"link{link}", path);
        }

        Check(path, "text");
    }

    [Fact]
    public void A_file_without_permission_says_so_to_all_but_the_superuser()
    {
        var path = folder.Write("f", "text");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        Check(path, Environment.IsPrivilegedProcess || OperatingSystem.IsWindows() ? "text" : "! cannot be read: permission denied");
    }

    /// <summary>A clone can contain a link to one, and opening it would block for ever.</summary>
    [Fact]
    public void A_pipe_or_a_device_is_never_opened()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Proc.MakePipe(folder.At("pipe"));
        Check(folder.Link("f", folder.At("pipe")), Odd);
        Check(folder.Link("zero", "/dev/zero"), Odd);
    }

    /// <summary>A look before the opening does not help against a swap between the two.</summary>
    [Fact]
    public async Task A_file_that_is_swapped_for_a_pipe_all_the_time_never_hangs()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (path, pipe, aside) = (folder.Write("f", "text"), folder.At("pipe"), folder.At("aside"));
        Proc.MakePipe(pipe);
        using var enough = new CancellationTokenSource();
        var swapping = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                File.Move(path, aside);
                File.Move(pipe, path);
                File.Move(path, pipe);
                File.Move(aside, path);
            }
        });

        var reading = Task.Run(() => Enumerable.Range(0, 50_000).Select(_ => Shown(path)).ToHashSet());

        (await reading.WaitAsync(ShimClient.Limit)).Should().BeSubsetOf(["text", "absent", Odd]).And.Contain("text");
        await enough.CancelAsync();
        await swapping;
    }

    private static void Check(string path, string expected) => Shown(path).Should().Be(expected);

    private static string Shown(string path) =>
        FileRead.Of(path, 1024) switch
        {
            FileRead.Content file => Encoding.UTF8.GetString(file.Bytes),
            FileRead.Unreadable broken => $"! {broken.Why}",
            _ => "absent",
        };
}
