using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Json;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Fuzz.Targets;

/// <summary>
/// The whole server behind its plain front, from lines to lines, with the sample catalog and no files. It shows what the methods do with
/// parameters that nobody should send.
/// </summary>
internal sealed class ContractTarget : IFuzzTarget
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly ImmutableHashSet<int> Typed = [-32700, -32600, -32601, -32602, -32800, 1001, 1002, 1003, 1004, 1005, 1006];

    /// <inheritdoc/>
    public string Name => "contract";

    /// <inheritdoc/>
    public int Share => 1;

    /// <inheritdoc/>
    public bool IsSingleThreaded => false;

    /// <inheritdoc/>
    public Grammar Grammar { get; } = ContractGrammar.Create();

    /// <inheritdoc/>
    public byte[] Generate(Random random) =>
        Encoding.UTF8.GetBytes(
            string.Join('\n', Enumerable.Range(0, random.Next(1, 6)).Select(id => ContractGrammar.Call(Grammar, random, id)))
        );

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        byte[] lines = [.. input, .. "\n{\"jsonrpc\":\"2.0\",\"id\":\"last\",\"method\":\"status\"}\n"u8];
        var heard = Wire.Bodies(WireFraming.NewLine, SayAsync(lines).GetAwaiter().GetResult());
        Must.Hold(heard is not null, "lines are all that is written");
        List<string> answered = [.. heard!.Select(AnsweredId).OfType<string>()];
        Must.Hold(answered.Contains("\"last\""), "the connection lives on");
        if (Asked(lines) is { } asked)
        {
            Must.EqualAll(
                [.. asked.Order(StringComparer.Ordinal)],
                [.. answered.Where(id => id != "null").Order(StringComparer.Ordinal)],
                "each request is answered once"
            );
        }
    }

    private static async Task<byte[]> SayAsync(byte[] lines)
    {
        await using var stderr = new StringWriter(CultureInfo.InvariantCulture);
        var options = new ServerOptions
        {
            Host = new HostEnvironment
            {
                Variable = _ => null,
                HomeFolder = null,
                WorkingDirectory = Path.GetTempPath(),
                Time = TimeProvider.System,
            },
            Stderr = stderr,
            Connections = static () =>
                new(new(), configure: pool => pool.ConnectCallback = static (_, _) => throw new IOException("Nobody is called from here.")),
        };
        await using var output = new MemoryStream();
        var code = await PlainHost.RunAsync(options, hasHeaders: false, [], new MemoryStream(lines), output).WaitAsync(Limit);
        Must.Equal(0, code, "an input that ends between two messages is not a failure");
        return output.ToArray();
    }

    /// <summary>The ids that must be answered; null if that cannot be known from outside.</summary>
    private static List<string>? Asked(byte[] lines)
    {
        var messages = Wire.Bodies(
                    WireFraming.NewLine,
                    lines.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? lines.AsSpan(3) : lines
                )!
            .Where(line => line.AsSpan().ContainsAnyExcept(" \t\r"u8))
            .Select(line => EnvelopeOracle.Read(line))
            .ToList();
        return messages.Any(message => message.IsUnclear)
            ? null
            : [.. messages.Where(message => message.IsAnswered && !message.Id.IsNull).Select(message => TalkingPeer.Name(message.Id))];
    }

    /// <summary>The id that a line answers, as JSON; null for a notification.</summary>
    private static string? AnsweredId(byte[] line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.TryGetProperty("method", out _))
        {
            return null;
        }

        if (root.TryGetProperty("error", out var error))
        {
            Must.Hold(Typed.Contains(error.GetProperty("code").GetInt32()), "every error is one of the contract", error.GetRawText);
            Must.Hold(error.GetProperty("message").GetString()!.Length > 0, "every error says something");
        }

        return TalkingPeer.IdOf(line);
    }
}
