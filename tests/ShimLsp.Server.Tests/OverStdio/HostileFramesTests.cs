using System.Text;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Whatever comes in, a normal request behind it is answered as if nothing had been.</summary>
public class HostileFramesTests
{
    private const string Afterwards = """
        > {"id":99,"method":"status"}
        < {"id":99,"result":{"active":"auto"}}
        """;

    [Fact]
    public async Task Each_malformed_frame_is_answered_and_the_connection_lives_on() =>
        await CheckHeaders(
            // JSON that is none
            Framed("{"),
            """{"id":null,"error":{"code":-32700,"data":"-"}}""",
            Framed("nonsense"),
            """{"id":null,"error":{"code":-32700}}""",
            Framed(""),
            """{"id":null,"error":{"code":-32700}}""",
            // too deep
            Framed(Nested(70)),
            """{"id":null,"error":{"code":-32700}}""",
            // batches
            Framed("[]"),
            """{"id":null,"error":{"code":-32600}}""",
            Framed("""[{"jsonrpc":"2.0","id":1,"method":"status"}]"""),
            """{"id":null,"error":{"code":-32600}}""",
            // no request
            Framed("{}"),
            """{"id":null,"error":{"code":-32600}}""",
            Framed("""{"jsonrpc":"2.0","id":5,"method":7}"""),
            """{"id":5,"error":{"code":-32600}}""",
            Framed("""{"jsonrpc":"1.0","id":6,"method":"status"}"""),
            """{"id":6,"error":{"code":-32600}}""",
            // headers
            "content-length: 42\r\n\r\n" + """{"jsonrpc":"2.0","id":7,"method":"status"}""",
            """{"id":7,"result":{}}""",
            "Content-Length: 42\n\n" + """{"jsonrpc":"2.0","id":8,"method":"status"}""",
            """{"id":8,"result":{}}""",
            "Content-Length: x\r\n\r\n",
            """{"id":null,"error":{"code":-32600}}""",
            "Content-Length: -5\r\n\r\n",
            """{"id":null,"error":{"code":-32600}}""",
            "Host: example\r\n\r\n",
            """{"id":null,"error":{"code":-32600}}"""
        );

    [Fact]
    public async Task On_lines_as_well() =>
        await CheckLines(
            "{\n",
            """{"id":null,"error":{"code":-32700}}""",
            "\n \r\n",
            null,
            Nested(70) + "\n",
            """{"id":null,"error":{"code":-32700}}""",
            """[{"jsonrpc":"2.0","id":1,"method":"status"}]""" + "\n",
            """{"id":null,"error":{"code":-32600}}""",
            "Content-Length: 2\r\n\r\n{}\n",
            """{"id":null,"error":{"code":-32700}}""",
            """{"jsonrpc":"2.0","id":1,"method":"status"}""" + "\r\n",
            """{"id":1,"result":{}}"""
        );

    [Fact]
    public async Task A_frame_over_64_MiB_is_passed_over_not_kept()
    {
        const int Length = (64 << 20) + 1;
        using var home = new Home();
        await using var server = ServerProcess.PlainWithHeaders(home);
        await server.Client.SendRawAsync(Encoding.ASCII.GetBytes($"Content-Length: {Length}\r\n\r\n"));
        var megabyte = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
        for (var sent = 0; sent < Length; sent += megabyte.Length)
        {
            await server.Client.SendRawAsync(megabyte.AsMemory(0, Math.Min(megabyte.Length, Length - sent)));
        }

        await server.Client.FollowAsync("""< {"id":null,"error":{"code":-32600}}""");
        await server.Client.FollowAsync(Afterwards);
    }

    [Fact]
    public async Task A_duplicate_id_is_refused_while_its_request_is_in_flight()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        var client = server.Client;

        // The pull keeps the first two back, so both are in flight.
        await client.InitializeAsync(capabilities: """{"workspace":{"configuration":true}}""");
        await client.FollowAsync(
            """
            > {"id":50,"method":"shim/status"}
            > {"id":50,"method":"shim/status"}
            < {"id":50,"error":{"code":-32600}}
            """
        );
        await client.AnswerAsync(await client.HearAsync("workspace/configuration"), "[null]");
        await client.FollowAsync(
            """
            < {"id":50,"result":{}}
            > {"id":50,"method":"shim/status"}
            < {"id":50,"result":{}}
            """
        );
    }

    [Fact]
    public async Task Wrong_parameters_are_named_by_their_path()
    {
        (string Request, string Path)[] table =
        [
            ("""{"id":2,"method":"shim/switchModel","params":{"slug":5}}""", "slug"),
            ("""{"id":2,"method":"shim/switchModel","params":{"slug":"mid","persist":"yes"}}""", "persist"),
            ("""{"id":2,"method":"shim/switchModel","params":{}}""", "slug"),
            ("""{"id":2,"method":"shim/status","params":{"workspaceFolder":7}}""", "workspaceFolder"),
            ("""{"id":2,"method":"shim/setTrust","params":{}}""", "trusted"),
            ("""{"id":2,"method":"shim/setTrust","params":{"trusted":1}}""", "trusted"),
            ("""{"id":2,"method":"shim/reportOutcome","params":{"status":200}}""", "slug"),
            ("""{"id":2,"method":"shim/reportOutcome","params":{"slug":"mid"}}""", "status"),
            ("""{"id":2,"method":"shim/reportOutcome","params":{"slug":"mid","status":200,"error":"timeout"}}""", "status"),
            ("""{"id":2,"method":"shim/reportOutcome","params":{"slug":"mid","status":"200"}}""", "status"),
            ("""{"id":2,"method":"shim/reportOutcome","params":{"slug":"mid","status":9}}""", "status"),
            ("""{"id":2,"method":"shim/reportOutcome","params":{"slug":"mid","error":"slow"}}""", "error"),
            ("""{"id":2,"method":"shim/reportOutcome","params":{"slug":"mid","error":1}}""", "error"),
            ("""{"id":2,"method":"shim/reportOutcome","params":{"slug":"mid","status":429,"retryAfterSeconds":-1}}""", "retryAfterSeconds"),
            ("""{"id":2,"method":"shim/route","params":{"task":7}}""", "task"),
            ("""{"id":2,"method":"shim/route","params":{"task":"a","images":"yes"}}""", "images"),
            ("""{"id":2,"method":"shim/route","params":{"task":"a","candidates":"mid"}}""", "candidates"),
            ("""{"id":2,"method":"shim/route","params":{"task":"a","candidates":["mid",5]}}""", "candidates[1]"),
            ("""{"id":2,"method":"shim/route","params":{"task":"a","candidates":[null]}}""", "candidates[0]"),
            ("""{"id":2,"method":"shim/route","params":{"task":"a","inputTokens":1.5}}""", "inputTokens"),
            (
                """{"id":2,"method":"workspace/executeCommand","params":{"command":"shim.switchModel","arguments":[{"slug":5}]}}""",
                "arguments[0].slug"
            ),
            ("""{"id":2,"method":"workspace/executeCommand","params":{"command":"shim.nothing"}}""", "command"),
            ("""{"id":2,"method":"workspace/executeCommand"}""", "command"),
            ("""{"id":2,"method":"workspace/executeCommand","params":{"command":5}}""", "command"),
            ("""{"id":2,"method":"workspace/executeCommand","params":{"command":"shim.route","arguments":5}}""", "arguments"),
            ("""{"id":2,"method":"workspace/executeCommand","params":{"command":"shim.route","arguments":["a",5]}}""", "arguments[1]"),
            ("""{"id":2,"method":"workspace/executeCommand","params":{"command":"shim.route"}}""", "arguments[0]"),
            ("""{"id":2,"method":"workspace/executeCommand","params":{"command":"shim.route","arguments":[5]}}""", "arguments[0]"),
            (
                """{"id":2,"method":"workspace/executeCommand","params":{"command":"shim.switchModel","arguments":[{}]}}""",
                "arguments[0].slug"
            ),
            ("""{"id":2,"method":"shim/invalidateCache","params":[1,2]}""", "params"),
        ];
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.FollowAsync("@initialize");
        foreach (var (request, path) in table)
        {
            await server.Client.FollowAsync(
                """
                > REQUEST
                < {"id":2,"error":{"code":-32602,"message":"*","data":{"path":"PATH"}}}
                """.Replace("REQUEST", request, StringComparison.Ordinal).Replace("PATH", path, StringComparison.Ordinal)
            );
        }

        await server.Client.FollowAsync(Afterwards);
    }

    [Fact]
    public async Task Odd_messages_are_answered_one_way_or_the_other_and_as_notifications_forgotten()
    {
        string[] table =
        [
            """{"id":2,"method":"shim/status","params":[]}""",
            """{"id":2,"method":"shim/status","params":[{}]}""",
            """{"id":2,"method":"shim/status","params":[1,2,3]}""",
            """{"id":2,"method":"shim/status","params":"text"}""",
            """{"id":2,"method":"initialize","params":[1,2]}""",
            """{"id":2,"method":"initialized","params":[1,2]}""",
            """{"id":2,"method":"workspace/didChangeConfiguration","params":[1,2]}""",
            """{"id":2,"method":"workspace/didChangeConfiguration","params":{"settings":7}}""",
            """{"id":2,"method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[7,{"uri":9}],"removed":{}}}}""",
            """{"id":2,"method":"workspace/didChangeWatchedFiles","params":{"changes":3}}""",
            """{"id":2,"method":"$/setTrace","params":{"value":7}}""",
            """{"id":2,"method":"$/cancelRequest","params":{"id":99}}""",
        ];
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        server.Client.Answers["workspace/configuration"] = _ => "[null]";
        await server.Client.InitializeAsync(capabilities: """{"workspace":{"configuration":true}}""");
        foreach (var request in table)
        {
            await server.Client.FollowAsync(
                $"""
                > {request.Replace("\"id\":2,", "", StringComparison.Ordinal)}
                > {request}
                """
            );
            await server.Client.HearAsync(message => message.At("id").ToString() == "2" && message.Text("method") is null, request);
            await server.Client.FollowAsync(Afterwards);
        }
    }

    private static string Nested(int depth) =>
        $$$"""{"jsonrpc":"2.0","id":1,"method":"status","params":{"a":{{{new string('[', depth)}}}{{{new string(']', depth)}}}}}""";

    private static string Framed(string json) => Encoding.UTF8.GetString(Frames.Put(WireFraming.Header, json));

    private static async Task CheckHeaders(params string?[] saidAndHeard)
    {
        using var home = new Home();
        await using var server = ServerProcess.PlainWithHeaders(home);
        await Check(server.Client, saidAndHeard);
    }

    private static async Task CheckLines(params string?[] saidAndHeard)
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        await Check(server.Client, saidAndHeard);
    }

    private static async Task Check(ShimClient client, string?[] saidAndHeard)
    {
        foreach (var pair in saidAndHeard.Chunk(2))
        {
            await client.SendRawAsync(Encoding.UTF8.GetBytes(pair[0]!));
            if (pair[1] is { } heard)
            {
                await client.FollowAsync("< " + heard);
            }

            await client.FollowAsync(Afterwards);
        }
    }
}
