using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Ledger;

namespace ShimLsp.LedgerWriter;

/// <summary>Writes numbered batches into a ledger, one after the other, and says of each that it is written.</summary>
public static class BatchWriter
{
    /// <summary>How many calls each batch has. Their <see cref="LedgerEntry.Attempt"/> is the batch's number.</summary>
    public const int Calls = 10;

    /// <summary>Writes until the process is killed.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="first">The number of the first batch.</param>
    /// <param name="output">Where each number goes once the batch is written, one a line.</param>
    public static void WriteForever(string folder, int first, TextWriter output)
    {
        using var store = new LedgerStore(folder, LedgerLimits.DefaultDays, TimeProvider.System);
        var scope = new LedgerScope("local", folder: null);
        for (var batch = first; ; batch++)
        {
            if (store.Write(Batch(scope, batch)) is not Written.Done)
            {
                throw new InvalidOperationException(store.Why);
            }

            output.WriteLine(batch);
            output.Flush();
        }
    }

    /// <summary>The calls of one batch.</summary>
    /// <param name="scope">Whose they are.</param>
    /// <param name="number">The batch's number.</param>
    internal static LedgerCall[] Batch(LedgerScope scope, int number) =>
        [.. Enumerable.Range(0, Calls).Select(_ => new LedgerCall(scope, Entry(number)))];

    private static LedgerEntry Entry(int batch) =>
        new()
        {
            Ended = TimeProvider.System.GetUtcNow(),
            Purpose = CallPurpose.Chat,
            Model = new("model"),
            Provider = ModelProvider.Ollama,
            Attempt = batch,
            Outcome = CallOutcome.Answered,
            Status = 200,
            Usage = new(1000, 100, 10),
            Cost = 0.001,
            Elapsed = TimeSpan.FromMilliseconds(5),
        };
}
