using System.Diagnostics;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>LSP's lifecycle, as an editor sees it.</summary>
public class LifecycleTests
{
    [Fact]
    public Task After_shutdown_exit_is_0() =>
        Check(
            """
            > {"id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}
            < {"id":1,"result":{"capabilities":{"positionEncoding":"utf-16",
              "textDocumentSync":{"openClose":true,"change":2,"save":{"includeText":false}},
              "diagnosticProvider":{"identifier":"shim","interFileDependencies":false,"workspaceDiagnostics":false},
              "executeCommandProvider":{"commands":["shim.switchModel","shim.route","shim.invalidateCache","shim.listModels",
              "shim.status","shim.trust","shim.probe","shim.fetchModels"]},
              "workspace":{"workspaceFolders":{"supported":true,"changeNotifications":true}}},
              "serverInfo":{"name":"shim-lsp","version":"*"}}}
            > {"method":"initialized","params":{}}
            > {"id":2,"method":"shim/status"}
            < {"id":2,"result":{"generation":1,"active":"auto","requests":0}}
            > {"id":3,"method":"shutdown"}
            < {"id":3,"result":null}
            > {"method":"exit"}
            """,
            exitCode: 0
        );

    [Fact]
    public Task Without_shutdown_exit_is_1() =>
        Check(
            """
            @initialize
            > {"method":"exit"}
            """,
            exitCode: 1
        );

    [Fact]
    public Task Exit_before_initialize_is_1() => Check("""> {"method":"exit"}""", exitCode: 1);

    [Fact]
    public Task Shutdown_and_exit_in_one_breath_are_both_obeyed() =>
        Check(
            """
            > {"id":1,"method":"initialize","params":{"capabilities":{}}}
            > {"method":"initialized"}
            > {"id":2,"method":"shutdown"}
            > {"method":"exit"}
            < {"id":1,"result":{}}
            < {"id":2,"result":null}
            """,
            exitCode: 0
        );

    [Fact]
    public Task A_request_before_initialize_is_refused_with_its_own_id_and_a_notification_dropped() =>
        Check(
            """
            > {"id":7,"method":"shim/status"}
            < {"id":7,"error":{"code":-32002,"message":"*"}}
            > {"id":"seven","method":"shutdown"}
            < {"id":"seven","error":{"code":-32002}}
            > {"method":"workspace/didChangeConfiguration","params":{"settings":{"shim":{"router":{"enabled":false}}}}}
            @initialize
            > {"id":8,"method":"shim/status"}
            < {"id":8,"result":{"generation":1,"active":"auto"}}
            """
        );

    [Fact]
    public Task Initialize_comes_once() =>
        Check(
            """
            @initialize
            > {"id":2,"method":"initialize","params":{"capabilities":{}}}
            < {"id":2,"error":{"code":-32600,"message":"*"}}
            > {"id":3,"method":"shim/status"}
            < {"id":3,"result":{"active":"auto"}}
            """
        );

    [Fact]
    public Task Initialize_without_an_id_does_not_initialize() =>
        Check(
            """
            > {"method":"initialize","params":{"capabilities":{}}}
            > {"id":5,"method":"shim/status"}
            < {"id":5,"error":{"code":-32002}}
            @initialize
            > {"id":6,"method":"shim/switchModel","params":{"slug":"mid"}}
            < {"id":6,"result":{"active":"mid","generation":2}}
            > {"method":"initialize","params":{"capabilities":{},"workspaceFolders":[{"uri":"file:///nowhere","name":"nowhere"}]}}
            > {"id":7,"method":"shim/status"}
            < {"id":7,"result":{"active":"mid","generation":2}}
            > {"id":8,"method":"shim/status","params":{"workspaceFolder":"file:///nowhere"}}
            < {"id":8,"error":{"code":1005}}
            """
        );

    [Fact]
    public Task An_initialize_that_is_refused_may_be_sent_again() =>
        Check(
            """
            > {"id":1,"method":"initialize","params":[1,2]}
            < {"id":1,"error":{"code":-32602}}
            > {"id":2,"method":"shim/status"}
            < {"id":2,"error":{"code":-32002}}
            @initialize
            > {"id":3,"method":"shim/status"}
            < {"id":3,"result":{}}
            """
        );

    [Fact]
    public Task After_shutdown_requests_are_refused() =>
        Check(
            """
            @initialize
            > {"id":2,"method":"shutdown"}
            < {"id":2,"result":null}
            > {"id":3,"method":"shim/status"}
            < {"id":3,"error":{"code":-32600,"message":"*"}}
            > {"id":4,"method":"shutdown"}
            < {"id":4,"error":{"code":-32600}}
            > {"id":5,"method":"initialize","params":{"capabilities":{}}}
            < {"id":5,"error":{"code":-32600}}
            > {"method":"exit"}
            """,
            exitCode: 0
        );

    [Fact]
    public Task Parameters_may_be_absent_or_null() =>
        Check(
            """
            > {"id":1,"method":"initialize"}
            < {"id":1,"result":{"capabilities":{"positionEncoding":"utf-16"}}}
            > {"method":"initialized","params":null}
            > {"id":2,"method":"shim/listModels","params":null}
            < {"id":2,"result":{"active":"auto"}}
            > {"id":3,"method":"listModels"}
            < {"id":3,"result":{"active":"auto"}}
            > {"id":4,"method":"shim/invalidateCache","params":null}
            < {"id":4,"result":{"generation":2,"evicted":0}}
            > {"id":5,"method":"shim/switchModel","params":null}
            < {"id":5,"error":{"code":-32602,"data":{"path":"slug"}}}
            > {"id":6,"method":"shim/route"}
            < {"id":6,"error":{"code":-32602}}
            > {"id":7,"method":"shutdown","params":null}
            < {"id":7,"result":null}
            > {"method":"exit","params":null}
            """,
            exitCode: 0
        );

    [Theory]
    [InlineData("""["utf-16"]""", "utf-16")]
    [InlineData("""["utf-32","utf-8"]""", "utf-8")]
    [InlineData("[]", "utf-16")]
    public Task Positions_are_counted_in_utf_8_if_the_client_offers_it(string offered, string chosen) =>
        Check(
            """
            > {"id":1,"method":"initialize","params":{"capabilities":{"general":{"positionEncodings":OFFERED}}}}
            < {"id":1,"result":{"capabilities":{"positionEncoding":"CHOSEN"}}}
            """.Replace("OFFERED", offered, StringComparison.Ordinal).Replace("CHOSEN", chosen, StringComparison.Ordinal)
        );

    [Fact]
    public Task Both_names_of_a_method_answer_and_others_do_not() =>
        Check(
            """
            @initialize
            > {"id":2,"method":"shim/switchModel","params":{"slug":"cheap"}}
            < {"id":2,"result":{"active":"cheap","previous":"auto"}}
            > {"id":3,"method":"switchModel","params":{"slug":"auto"}}
            < {"id":3,"result":{"active":"auto","previous":"cheap"}}
            > {"id":4,"method":"shim/nothing"}
            < {"id":4,"error":{"code":-32601}}
            > {"id":5,"method":"configure","params":{"settings":{}}}
            < {"id":5,"error":{"code":-32601}}
            > {"method":"$/nothing","params":{}}
            > {"id":6,"method":"$/nothing"}
            < {"id":6,"error":{"code":-32601}}
            > {"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a"}}}
            > {"id":7,"method":"shim/status"}
            < {"id":7,"result":{"active":"auto"}}
            """
        );

    [Fact]
    public async Task The_LSP_front_is_what_editors_start_with_stdio_alone()
    {
        using var home = new Home();
        await using var server = ServerProcess.Start(home, Server.Rpc.Framing.Framing.Header, ["--stdio"]);
        (await server.Client.InitializeAsync()).Text("serverInfo.name").Should().Be("shim-lsp");
        await server.Client.ShutdownAsync();
        (await server.ExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Faults_outside_the_protocol_are_logged_to_the_client_and_to_stderr()
    {
        using var home = new Home();
        home.Write("state", "no folder can be made here");
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        await server.Client.CallAsync("shim/switchModel", """{"slug":"mid"}""");

        (await server.Client.HearAsync("window/logMessage")).At("params").ShouldCover("""{"type":2,"message":"*"}""");
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":{"shim":{"logLevel":"error"}}}""");
        await server.Client.CallAsync("shim/switchModel", """{"slug":"cheap"}""");
        await server.Client.ShutdownAsync();
        await server.ExitAsync();
        server.Stderr.Split('\n').Should().ContainSingle().Which.Should().StartWith("shim-lsp: warning: ");
        server.Client.Heard.Count(message => message.Text("method") == "window/logMessage").Should().Be(1);
    }

    [Fact]
    public async Task A_client_that_dies_without_a_word_is_noticed_although_the_pipe_stays_open()
    {
        using var home = new Home();
        using var parent = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        await using var server = ServerProcess.Lsp(home);
        await server.Client.CallAsync("initialize", $$$"""{"processId":{{{parent.Id}}},"capabilities":{}}""");
        await server.Client.CallAsync("shim/status");
        server.HasExited.Should().BeFalse();

        parent.Kill();
        await parent.WaitForExitAsync();

        (await server.ExitAsync()).Should().Be(1);
    }

    [Fact]
    public async Task The_end_of_input_ends_the_server_at_once()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync();
        await server.Client.CallAsync("shim/status");

        await server.Client.EndInputAsync();

        (await server.ExitAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_trace_tells_of_decisions_as_the_client_asks()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.FollowAsync(
            """
            > {"id":1,"method":"initialize","params":{"capabilities":{},"trace":"verbose"}}
            < {"id":1,"result":{}}
            > {"id":2,"method":"shim/route","params":{"task":"Rename x."}}
            < {"method":"$/logTrace","params":{"message":"*","verbose":"*"}}
            > {"method":"$/setTrace","params":{"value":"messages"}}
            > {"id":3,"method":"shim/route","params":{"task":"Rename y."}}
            < {"method":"$/logTrace","params":{"message":"*","verbose":"-"}}
            > {"method":"$/setTrace","params":{"value":"off"}}
            > {"id":4,"method":"shim/route","params":{"task":"Rename z."}}
            < {"id":4,"result":{}}
            > {"id":5,"method":"shutdown"}
            < {"id":5,"result":null}
            > {"method":"exit"}
            """
        );
        await server.ExitAsync();
        server.Client.Heard.Count(message => message.Text("method") == "$/logTrace").Should().Be(2);
    }

    private static async Task Check(string transcript, int? exitCode = null)
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.FollowAsync(transcript);
        if (exitCode is { } code)
        {
            (await server.ExitAsync()).Should().Be(code);
        }
    }
}
