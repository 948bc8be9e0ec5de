using ShimLsp.Bench.Stdio;
using ShimLsp.Mock;

namespace ShimLsp.Bench.Upstream;

/// <summary>
/// The mock upstream in a process of its own, as far from the measured server as a provider is: neither its memory nor its collections are
/// counted as anybody else's.
/// </summary>
internal sealed class MockProcess : IDisposable
{
    /// <summary>Streams as many pieces as <see cref="ManyPieces"/>, each its own number and a space.</summary>
    public const string Counter = "counter";

    /// <summary>Answers with a reply of a few words.</summary>
    public const string Brief = "brief";

    /// <summary>The word for this program to be the upstream that streams at a pace, <see cref="Gateway.Streams.PacedUpstream"/>.</summary>
    public const string Paced = "paced-mock";

    /// <summary>The word for this program to be an upstream that takes little, <see cref="Gateway.ReadyUpstream"/>.</summary>
    public const string Ready = "ready-mock";

    /// <summary>How many pieces <see cref="Counter"/> streams.</summary>
    public const int ManyPieces = 2_000;

    /// <summary>What <see cref="Brief"/> answers.</summary>
    public static Answer BriefAnswer => Answer.Says("Renamed ", "in ", "three ", "files.");

    private readonly ServerProcess process;

    private MockProcess(ServerProcess process, string origin)
    {
        this.process = process;
        Origin = origin;
    }

    /// <summary>Scheme, host and port.</summary>
    public string Origin { get; }

    /// <summary>The processor time that it has taken, in microseconds.</summary>
    public double ProcessorMicroseconds() => process.ProcessorMicroseconds();

    /// <summary>Starts it: this program again.</summary>
    /// <param name="folder">Its working directory.</param>
    /// <param name="word">The word that makes this program an upstream.</param>
    public static MockProcess Start(string folder, string word = "mock")
    {
        var process =
            ServerProcess.Start(folder, Environment.ProcessPath!, word) ?? throw new IOException("The mock upstream does not start.");
        var line = new StreamReader(process.Output).ReadLine();
        return line is null ? throw new IOException("The mock upstream ended at once.") : new(process, line);
    }

    /// <summary>What the process does: serves until its input ends.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="output">The stream to which it writes its address.</param>
    public static async Task<int> ServeAsync(TextReader input, TextWriter output)
    {
        await using var upstream = await MockUpstream.StartAsync(new() { Records = false });
        upstream[Brief].Answers(BriefAnswer);
        upstream[Counter]
            .Answers(Answer.Says([.. Enumerable.Range(0, ManyPieces).Select(piece => FormattableString.Invariant($"{piece} "))]));
        await output.WriteLineAsync(upstream.Origin);
        await output.FlushAsync();
        await input.ReadToEndAsync();
        return 0;
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();
}
