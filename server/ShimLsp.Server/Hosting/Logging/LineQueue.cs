using System.Collections.Concurrent;

namespace ShimLsp.Server.Hosting.Logging;

/// <summary>
/// Writes lines without ever blocking a caller. The program that starts the server may make stderr a pipe and never read it. Lines that
/// find the queue full are lost. Thread-safe.
/// </summary>
/// <param name="writer">Where the lines go.</param>
internal sealed class LineQueue(TextWriter writer) : IDisposable
{
    private const int MostLines = 1024;

    /// <summary>How long to wait for the last lines. The end of the process must not depend on a reader either.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    private readonly BlockingCollection<string> lines = new(MostLines);
    private readonly Lock changing = new();
    private Thread? writing;
    private bool isClosed;

    /// <summary>Writes a line some time soon.</summary>
    /// <param name="line">The line, without its end.</param>
    public void Add(string line)
    {
        lock (changing)
        {
            if (isClosed || !lines.TryAdd(line) || writing is not null)
            {
                return;
            }

            // A separate thread: one of the pool's threads might never come back.
            writing = new Thread(WriteAll) { IsBackground = true, Name = "log" };
            writing.Start();
        }
    }

    /// <summary>Accepts no more lines, and waits a moment for the queued ones.</summary>
    public void Dispose()
    {
        lock (changing)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
            lines.CompleteAdding();
        }

        if (writing?.Join(LastWords) is not false)
        {
            lines.Dispose();
        }
    }

    private void WriteAll()
    {
        try
        {
            foreach (var line in lines.GetConsumingEnumerable())
            {
                writer.WriteLine(line);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Nobody is left to read them.
        }
    }
}
