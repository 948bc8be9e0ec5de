using System.Reflection;
using System.Text.Json;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Tests.Conformance;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Conversations;

/// <summary>The conversations of docs/protocol.md, held with the real server, and that they are about everything.</summary>
public class WorkedConversationTests
{
    private static readonly ProtocolPage Page = ProtocolPage.Read();

    public static TheoryData<string> Names => [.. Page.Conversations.Select(conversation => conversation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_server_says_what_the_page_says(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // the page's paths are not Windows'
        }

        var conversation = Page.Conversations.Single(one => one.Name == name);
        await using var tour = await Tour.StartAsync(Page);
        if (Recording.IsOn)
        {
            var lines = await tour.RecordAsync(conversation);
            await File.WriteAllTextAsync(ProtocolPage.Path, ProtocolPage.Read().With(conversation, lines));
        }
        else
        {
            await tour.CheckAsync(conversation);
        }
    }

    [Fact]
    public void Every_conversation_is_replayed()
    {
        Page.Conversations.Should().HaveCount(Page.Fences);
        Page.Conversations.Select(conversation => conversation.Name).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_method_of_either_front_has_its_conversation() =>
        ServedMethods
            .Plain.Union(ServedMethods.Lsp)
            .Append("$/cancelRequest")
            .Select(Bare)
            .Except(Methods(isSent: true).Select(Bare))
            .Should()
            .BeEmpty();

    [Fact]
    public void Every_command_has_its_conversation() =>
        LspCommands.Names.Except(Messages(isSent: true).Select(message => message.Text("params.command"))).Should().BeEmpty();

    [Fact]
    public void Every_notification_has_its_conversation() =>
        NotificationNames.All.Except(Methods(isSent: false).Select(Bare)).Should().BeEmpty();

    [Fact]
    public void Every_message_of_LSP_that_the_server_sends_has_its_conversation() =>
        ShimContract.Instance.Lsp.Except(Methods(isSent: false)).Should().BeEmpty();

    [Fact]
    public void Every_error_has_its_conversation() =>
        typeof(RpcErrorCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(code => (int)code.GetRawConstantValue()!)
            .Concat(Enum.GetValues<ContractErrorCode>().Select(code => (int)code))
            .Except(
                Messages(isSent: false)
                    .Select(message => message.At("error.code"))
                    .Where(code => code.ValueKind == JsonValueKind.Number)
                    .Select(code => code.GetInt32())
            )
            .Should()
            .Equal([RpcErrorCodes.InternalError], "no request may cause an internal error");

    private static string Bare(string method) => method.StartsWith("shim/", StringComparison.Ordinal) ? method[5..] : method;

    private static IEnumerable<string> Methods(bool isSent) => Messages(isSent).Select(message => message.Text("method")).OfType<string>();

    private static IEnumerable<JsonElement> Messages(bool isSent) =>
        Page
            .Conversations.SelectMany(conversation => conversation.Lines)
            .Where(line => line.IsSent == isSent)
            .Select(line => Parsed(line.Text));

    // A client may send text that is not JSON. The page shows the answer to it.
    private static JsonElement Parsed(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
