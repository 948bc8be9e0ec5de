using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Bench.Stdio;

namespace ShimLsp.Bench.Language;

/// <summary>An editor over the LSP front, one message at a time.</summary>
internal sealed class LspEditor : IDisposable
{
    private readonly ServerProcess server;
    private readonly ArrayBufferWriter<byte> read = new();
    private int id;

    /// <summary>Starts a server and greets it.</summary>
    /// <param name="path">The server's binary.</param>
    /// <param name="folder">Its working directory and its home.</param>
    public LspEditor(string path, string folder)
    {
        server = ServerProcess.Start(folder, path, "lsp") ?? throw new InvalidOperationException($"{path} does not start.");
        Ask("initialize", """{"processId":null,"rootUri":null,"capabilities":{"textDocument":{"publishDiagnostics":{}}}}""");
        Tell("initialized", "{}");
    }

    /// <summary>Sends a notification.</summary>
    public void Tell(string method, string parameters) => Send($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}}}""");

    /// <summary>Sends a request and waits for its result.</summary>
    public JsonElement Ask(string method, string parameters)
    {
        var asked = (++id).ToString(CultureInfo.InvariantCulture);
        Send($$"""{"jsonrpc":"2.0","id":{{asked}},"method":"{{method}}","params":{{parameters}}}""");
        while (true)
        {
            var message = Receive();
            if (message.TryGetProperty("id", out var answered) && answered.GetRawText() == asked)
            {
                return message.TryGetProperty("result", out var result)
                    ? result
                    : throw new InvalidOperationException(message.GetRawText());
            }
        }
    }

    /// <summary>Waits until the diagnostics of a version are published.</summary>
    public JsonElement Published(int version)
    {
        while (true)
        {
            var message = Receive();
            if (
                message.TryGetProperty("method", out var method)
                && method.ValueEquals("textDocument/publishDiagnostics")
                && message.GetProperty("params") is var published
                && published.GetProperty("version").GetInt32() == version
            )
            {
                return published.GetProperty("diagnostics");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    private void Send(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        server.Input.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")));
        server.Input.Write(body);
        server.Input.Flush();
    }

    private JsonElement Receive()
    {
        int headers;
        while ((headers = read.WrittenSpan.IndexOf("\r\n\r\n"u8)) < 0)
        {
            More();
        }

        var length = int.Parse(read.WrittenSpan[..headers]["Content-Length: ".Length..], NumberStyles.None, CultureInfo.InvariantCulture);
        var end = headers + 4 + length;
        while (read.WrittenCount < end)
        {
            More();
        }

        var message = JsonElement.Parse(read.WrittenSpan[(headers + 4)..end]);
        var rest = read.WrittenSpan[end..].ToArray();
        read.ResetWrittenCount();
        read.Write(rest);
        return message;
    }

    private void More()
    {
        var count = server.Output.Read(read.GetSpan(64 * 1024));
        read.Advance(count > 0 ? count : throw new EndOfStreamException("The server ended."));
    }
}
