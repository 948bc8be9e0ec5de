using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ShimLsp.Soak.Shared.Redis;

/// <summary>
/// A connection that speaks as much of Redis' protocol as the soak needs. It is not the server's library, whose mistakes the soak must not
/// share. Not thread-safe.
/// </summary>
internal sealed class RespClient : IDisposable
{
    private readonly TcpClient tcp;
    private readonly BufferedStream stream;

    private RespClient(TcpClient tcp) => (this.tcp, stream) = (tcp, new BufferedStream(tcp.GetStream()));

    /// <summary>Connects.</summary>
    /// <param name="host">The address.</param>
    /// <param name="port">The port.</param>
    /// <param name="end">Ends the waiting.</param>
    public static async Task<RespClient> ConnectAsync(string host, int port, CancellationToken end)
    {
        var tcp = new TcpClient { NoDelay = true };
        try
        {
            await tcp.ConnectAsync(host, port, end);
            return new(tcp);
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and reads its answer.</summary>
    /// <param name="end">Ends the waiting.</param>
    /// <param name="words">The command.</param>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task<RespValue> AskAsync(CancellationToken end, params string[] words)
    {
        await SendAsync(end, words);
        return await ReadAsync(end);
    }

    /// <summary>Sends a command.</summary>
    public async Task SendAsync(CancellationToken end, params string[] words)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{words.Length}\r\n");
        foreach (var word in words)
        {
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), end);
        await stream.FlushAsync(end);
    }

    /// <summary>Reads an answer, or the next line of a monitor.</summary>
    public async Task<RespValue> ReadAsync(CancellationToken end)
    {
        var line = await LineAsync(end);
        switch (line[0])
        {
            case '+':
                return new(Encoding.UTF8.GetBytes(line[1..]), 0, [], null);
            case '-':
                return new(null, 0, [], line[1..]);
            case ':':
                return new(null, Whole(line), [], null);
            case '$':
                return new(await StringAsync(Whole(line), end), 0, [], null);
            case '*':
                var items = new List<RespValue>();
                for (var left = Whole(line); left > 0; left--)
                {
                    items.Add(await ReadAsync(end));
                }

                return new(null, 0, [.. items], null);
            default:
                throw new IOException($"Redis answered with '{line}'.");
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        tcp.Dispose();
    }

    private static int Whole(string line) => int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture);

    private async Task<byte[]?> StringAsync(int length, CancellationToken end)
    {
        if (length < 0)
        {
            return null;
        }

        var bytes = new byte[length + 2];
        await stream.ReadExactlyAsync(bytes, end);
        return bytes[..length];
    }

    private async Task<string> LineAsync(CancellationToken end)
    {
        var (line, one) = (new List<byte>(), new byte[1]);
        while (line is not [.., (byte)'\r', (byte)'\n'])
        {
            if (await stream.ReadAsync(one, end) == 0)
            {
                throw new IOException("Redis closed the connection.");
            }

            line.Add(one[0]);
        }

        return line.Count > 2 ? Encoding.UTF8.GetString([.. line[..^2]]) : throw new IOException("Redis answered with an empty line.");
    }
}
