using System.Net;
using System.Net.Sockets;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway;

/// <summary>
/// An upstream that answers at once from prepared bytes, by a thread for each connection. It shares two processors with the gateway that is
/// measured and with the client, so it must take little of them. Its replies are those of <see cref="ShimLsp.Mock.MockUpstream"/>, byte for
/// byte.
/// </summary>
internal sealed class ReadyUpstream
{
    private readonly ReadyReplies replies;

    private ReadyUpstream(ReadyReplies replies) => this.replies = replies;

    /// <summary>Serves until its input ends.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="output">The stream to which it writes its address.</param>
    public static async Task<int> ServeAsync(TextReader input, TextWriter output)
    {
        var upstream = new ReadyUpstream(await ReadyReplies.RecordAsync());
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(64);
        await output.WriteLineAsync(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}"));
        await output.FlushAsync();
        new Thread(() => upstream.Run(listener)) { IsBackground = true }.Start();
        await input.ReadToEndAsync();
        return 0;
    }

    private void Run(Socket listener)
    {
        while (true)
        {
            var client = listener.Accept();
            client.NoDelay = true;
            new Thread(() => Serve(client)) { IsBackground = true }.Start();
        }
    }

    private void Serve(Socket client)
    {
        using var closing = client;
        var request = new Request();
        try
        {
            while (client.Receive(request.Room) is > 0 and var read)
            {
                if (request.Take(read))
                {
                    client.Send(replies.To(request.Come));
                    request.Clear();
                }
            }
        }
        catch (SocketException)
        {
            // The gateway has ended.
        }
    }

    private sealed class Request
    {
        private byte[] buffer = new byte[16 * 1024];
        private int filled;

        /// <summary>What has come.</summary>
        public ReadOnlySpan<byte> Come => buffer.AsSpan(0, filled);

        /// <summary>Where to read to.</summary>
        public Span<byte> Room
        {
            get
            {
                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, 2 * buffer.Length);
                }

                return buffer.AsSpan(filled);
            }
        }

        /// <summary>Takes what was read.</summary>
        /// <returns>Whether the request is whole now.</returns>
        public bool Take(int read)
        {
            filled += read;
            return HttpBytes.IsWhole(Come);
        }

        /// <summary>The next one begins.</summary>
        public void Clear() => filled = 0;
    }
}
