using System.Text.Json;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Tests.Conversations;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>The capabilities that the server claims, and those that it expects of a client.</summary>
public class CapabilityTests
{
    [Fact]
    public async Task The_server_claims_what_it_does_and_does_what_it_claims()
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        // That a rename can be prepared may be claimed only to a client that prepares it.
        var claimed = (await server.Client.InitializeAsync(capabilities: """{"textDocument":{"rename":{"prepareSupport":true}}}""")).At(
            "capabilities"
        );
        var messages = LspModel
            .Instance.Requests.Concat(LspModel.Instance.Notifications)
            .Where(message => message.Value is { ServerCapability: not null } known && known.GoesTo("Server"))
            .ToList();

        messages
            .Where(message => IsClaimed(message.Value.ServerCapability!))
            .Select(message => message.Key)
            .Should()
            .BeEquivalentTo(messages.Select(message => message.Key).Intersect(ServedMethods.Lsp));
        claimed
            .EnumerateObject()
            .Select(capability => capability.Name)
            .Except(["positionEncoding"])
            .Should()
            .OnlyContain(name => messages.Any(message => message.Value.ServerCapability!.Split('.')[0] == name), "each is about a message");
        claimed.At("executeCommandProvider.commands").EnumerateArray().Select(name => name.GetString()).Should().Equal(LspCommands.Names);

        bool IsClaimed(string path) => claimed.At(path).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.False);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(
        """{"workspace":{"configuration":false,"didChangeConfiguration":{"dynamicRegistration":false},"didChangeWatchedFiles":{}}}"""
    )]
    [InlineData("""{"window":{"workDoneProgress":true,"showMessage":{}},"workspace":{"applyEdit":true,"workspaceFolders":true}}""")]
    [InlineData("""{"workspace":{"configuration":true}}""", "workspace/configuration")]
    [InlineData("""{"workspace":{"didChangeConfiguration":{"dynamicRegistration":true}}}""", "client/registerCapability")]
    [InlineData(
        """{"workspace":{"configuration":true,"didChangeWatchedFiles":{"dynamicRegistration":true}}}""",
        "client/registerCapability",
        "workspace/configuration"
    )]
    public async Task A_client_is_asked_only_what_it_supports(string capabilities, params string[] asked)
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        server.Client.Answers["workspace/configuration"] = _ => "[null]";
        await server.Client.InitializeAsync([home.Work], capabilities);
        await server.Client.CallAsync("shim/route", """{"task":"Rename x.","workDoneToken":"t"}""");
        await server.Client.ShutdownAsync();
        await server.ExitAsync();

        server
            .Client.Heard.Where(message => message.Text("method") is not null && message.TryGetProperty("id", out _))
            .Select(message => message.Text("method"))
            .Should()
            .Equal(asked);
    }
}
