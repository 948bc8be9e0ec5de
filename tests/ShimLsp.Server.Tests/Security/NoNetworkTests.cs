using System.Diagnostics;
using System.Text.RegularExpressions;
using NetArchTest.Rules;
using ShimLsp.Server.Tests.Architecture;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Security;

/// <summary>Listing, switching and routing make no network calls. What is not sent cannot leak.</summary>
public partial class NoNetworkTests
{
    private const string Conversation = """
        {"jsonrpc":"2.0","id":1,"method":"listModels"}
        {"jsonrpc":"2.0","id":2,"method":"route","params":{"task":"Rename x."}}
        {"jsonrpc":"2.0","id":3,"method":"openFolder","params":{"workspaceFolder":"http://models.example.com/"}}
        {"jsonrpc":"2.0","id":4,"method":"setTrust","params":{"trusted":true}}
        {"jsonrpc":"2.0","id":5,"method":"switchModel","params":{"slug":"hosted"}}
        {"jsonrpc":"2.0","id":6,"method":"route","params":{"task":"Rename x."}}
        {"jsonrpc":"2.0","id":7,"method":"reportOutcome","params":{"slug":"hosted","error":"network"}}
        {"jsonrpc":"2.0","id":8,"method":"status"}

        """;

    [Fact]
    public void Core_cannot_reach_a_network() =>
        ServerAssemblies
            .Core.GetReferencedAssemblies()
            .Select(reference => reference.Name)
            .Should()
            .NotContain(name => name!.StartsWith("System.Net.", StringComparison.Ordinal));

    [Fact]
    public void Of_the_server_only_the_providers_and_the_gateway_can() =>
        (
            Types
                .InAssembly(ServerAssemblies.Server)
                .That()
                .DoNotResideInNamespace("ShimLsp.Server.Providers")
                .And()
                .DoNotResideInNamespace("ShimLsp.Server.Gateway") // listens
                .And()
                .DoNotResideInNamespace("ShimLsp.Server.Hosting.Gateways") // asks a gateway of this machine
                .And()
                .DoNotResideInNamespace("ShimLsp.Server.Hosting.Shared") // shares with other gateways, if that is set
                .And()
                .DoNotResideInNamespace("ShimLsp.Server.Telemetry.Otlp") // sends measurements, if the standard variables ask
                .And()
                .DoNotHaveName("TelemetryOfProcess") // makes the sender then
                .ShouldNot()
                .HaveDependencyOnAny("System.Net", "System.ClientModel", "Microsoft.Extensions.AI", "OpenAI")
                .GetResult()
                .FailingTypeNames
            ?? []
        )
            .Should()
            .BeEmpty();

    [InstalledFact("strace")]
    public async Task The_running_server_opens_no_socket()
    {
        using var home = new Home(
            """
            {"models":[
              {"slug":"hosted","model":"h","provider":"anthropic","api_key":"${env:PATH}","base_url":"https://models.example.com","cost":1},
              {"slug":"local","model":"l","provider":"ollama","cost":2}]}
            """
        );
        var trace = home.At("trace");
        var server = ServerUnderTest.StartInfo(["rpc"]);
        var start = new ProcessStartInfo(
            "strace",
            ["-f", "-qq", "-e", "trace=%network", "-o", trace, server.FileName, .. server.ArgumentList]
        )
        {
            WorkingDirectory = home.Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in home.Variables.Append(new("DOTNET_EnableDiagnostics", "0")))
        {
            start.Environment[name] = value;
        }

        using var traced = Process.Start(start)!;
        await traced.StandardInput.WriteAsync(Conversation);
        traced.StandardInput.Close();
        var answers = (await traced.StandardOutput.ReadToEndAsync().WaitAsync(ShimClient.Limit)).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        await traced.WaitForExitAsync().WaitAsync(ShimClient.Limit);

        answers.Should().HaveCount(8);
        (await File.ReadAllLinesAsync(trace)).Where(call => SystemCall().IsMatch(call)).Should().BeEmpty();
    }

    // The rest of what strace writes is signals and exits.
    [GeneratedRegex(@"^\d+ +(socket|connect|bind|listen|accept4?|send(to|msg|mmsg)|recv(from|msg|mmsg))\(")]
    private static partial Regex SystemCall();
}
