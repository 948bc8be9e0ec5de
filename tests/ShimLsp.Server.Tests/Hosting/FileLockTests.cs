using Microsoft.Extensions.Time.Testing;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Hosting;

public sealed class FileLockTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(300) };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_turn_at_a_time_and_a_second_is_waited_for_it()
    {
        using (FileLock.Take(folder.At("lock"), time).Should().NotBeNull().And.BeAssignableTo<IDisposable>().Subject)
        {
            FileLock.Take(folder.At("lock"), time).Should().BeNull();
        }

        using var next = FileLock.Take(folder.At("lock"), time);
        next.Should().NotBeNull();
    }

    [Theory]
    [InlineData(2, 6, true)]
    [InlineData(2, 9, false)]
    [InlineData(0, 6, false)]
    public void A_waiter_gets_its_turn_unless_a_holder_is_stuck(int change, int ends, bool isServed)
    {
        using var others = new Turns(folder.At("lock"), change, ends);

        using var turn = FileLock.Take(folder.At("lock"), others);

        (turn is not null).Should().Be(isServed);
    }

    [Fact]
    public void A_missing_folder_is_not_a_turn() =>
        FluentActions.Invoking(() => FileLock.Take(folder.At("none/lock"), time)).Should().Throw<IOException>();

    [LinuxTheory]
    [InlineData("a pipe")]
    [InlineData("a pipe with a reader")]
    [InlineData("a device")]
    [InlineData("a folder")]
    public async Task What_is_not_a_file_is_not_a_turn_and_is_not_waited_for(string what)
    {
        using var reader = Put(what);

        var taking = Task.Run(() => FileLock.Take(folder.At("lock"), time));

        await FluentActions.Awaiting(() => taking.WaitAsync(ShimClient.Limit)).Should().ThrowAsync<NotALockException>();
    }

    private FileStream? Put(string what)
    {
        var path = folder.At("lock");
        switch (what)
        {
            case "a device":
                folder.Link("lock", "/dev/full");
                return null;
            case "a folder":
                folder.Folder("lock");
                return null;
            default:
                Proc.MakePipe(path);
                // Linux lets one process open both ends, and then opening waits for nobody.
                return what == "a pipe" ? null : new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
    }

    /// <summary>
    /// A clock on which half a second passes with each look. One other holds the turn from the beginning; at one look (0 for none) a second
    /// other takes it over, and at another look the turn ends.
    /// </summary>
    private sealed class Turns(string path, int change, int ends) : TimeProvider, IDisposable
    {
        private IDisposable? turn = FileLock.Take(path, new FakeTimeProvider());
        private int looks;

        public override long TimestampFrequency => 2;

        public override long GetTimestamp()
        {
            looks++;
            if (looks == change || looks == ends)
            {
                turn?.Dispose();
                turn = looks == ends ? null : FileLock.Take(path, System);
            }

            return looks;
        }

        public void Dispose() => turn?.Dispose();
    }
}
