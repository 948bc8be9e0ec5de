using Microsoft.Extensions.Time.Testing;
using ShimLsp.Server.Hosting.Files;

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

    [Fact]
    public void A_folder_that_is_not_there_is_no_turn_of_anybodys() =>
        FluentActions.Invoking(() => FileLock.Take(folder.At("none/lock"), time)).Should().Throw<IOException>();
}
