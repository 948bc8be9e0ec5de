using System.IO.MemoryMappedFiles;

namespace ShimLsp.Fuzz.Engine;

/// <summary>
/// Keeps the input that is being executed in a mapped file, so that it survives a stack overflow; and ends a process that hangs.
/// </summary>
internal sealed class FlightRecorder : IDisposable
{
    /// <summary>The exit code of a process that was ended because an execution did not.</summary>
    public const int Hung = 3;

    private const int Capacity = 1 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly Timer watchdog;
    private long executions;
    private long watched = -1;

    /// <summary>Starts to record.</summary>
    /// <param name="path">The file.</param>
    public FlightRecorder(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, Capacity);
        view = file.CreateViewAccessor();
        watchdog = new Timer(_ => Look(), state: null, Limit, Limit);
    }

    /// <summary>Notes the input that is about to be executed.</summary>
    public void Note(byte[] input)
    {
        Interlocked.Increment(ref executions);
        var length = Math.Min(input.Length, Capacity - sizeof(int));
        view.Write(0, length);
        view.WriteArray(sizeof(int), input, 0, length);
    }

    /// <summary>The input that a recording ended with; null if there is none.</summary>
    public static byte[]? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        var length = BitConverter.ToInt32(bytes, 0);
        return bytes[sizeof(int)..(sizeof(int) + length)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        watchdog.Dispose();
        view.Dispose();
        file.Dispose();
    }

    private void Look()
    {
        var now = Interlocked.Read(ref executions);
        if (now == watched)
        {
            Environment.Exit(Hung);
        }

        watched = now;
    }
}
