using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary><c>shim.switchModel</c> without an argument asks the person by <c>window/showMessageRequest</c>.</summary>
public class ModelQuestionTests
{
    private const string Question = "window/showMessageRequest";

    [Theory]
    [InlineData("""{"command":"shim.switchModel"}""")]
    [InlineData("""{"command":"shim.switchModel","arguments":null}""")]
    [InlineData("""{"command":"shim.switchModel","arguments":[]}""")]
    [InlineData("""{"command":"shim.switchModel","arguments":[""]}""")]
    [InlineData("""{"command":"shim.switchModel","arguments":[null]}""")]
    public async Task It_offers_all_listed_models_with_the_active_one_marked_and_switches_to_the_chosen(string command)
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);

        var answer = await server.Client.BeginAsync("workspace/executeCommand", command);
        var question = await server.Client.HearAsync(Question);
        question
            .At("params")
            .ShouldCover(
                """
                {"type":3,"message":"Which model? auto is active.",
                 "actions":[{"title":"auto (active)"},{"title":"cheap"},{"title":"mid"},{"title":"strong"}]}
                """
            );
        await server.Client.AnswerAsync(question, """{"title":"mid"}""");

        (await answer).ShouldCover("""{"result":{"active":"mid","previous":"auto"}}""");
        (await server.Client.HearAsync("window/showMessage")).At("params").ShouldCover("""{"type":3}""");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"title":null}""")]
    [InlineData("""{"title":"none of these"}""")]
    [InlineData("7")]
    public async Task A_person_who_chooses_nothing_is_told_so_and_nothing_changes(string choice)
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        server.Client.Answers[Question] = _ => choice;
        await server.Client.InitializeAsync([home.Work]);

        (await Switch(server)).ShouldCover("""{"result":null}""");

        (await Said(server)).ShouldCover("""{"type":3,"message":"No model was chosen. auto stays active."}""");
        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"active":"auto","generation":1}""");
    }

    [Fact]
    public async Task A_client_that_cannot_ask_learns_what_to_give()
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);

        var answer = await server.Client.BeginAsync("workspace/executeCommand", """{"command":"shim.switchModel"}""");
        var question = await server.Client.HearAsync(Question);
        await server.Client.RefuseAsync(question);

        const string Advice = "arguments[0] is required: this client shows no questions. Give a model: auto, cheap, mid, strong.";
        (await answer).At("error").ShouldCover($$$"""{"code":-32602,"message":"{{{Advice}}}","data":{"path":"arguments[0]"}}""");
        (await Said(server)).ShouldCover($$"""{"type":1,"message":"{{Advice}}"}""");
    }

    [Fact]
    public async Task Other_messages_go_on_while_the_person_thinks_and_the_answer_is_judged_by_what_is_there_then()
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        var answer = await server.Client.BeginAsync("workspace/executeCommand", """{"command":"shim.switchModel"}""");
        var question = await server.Client.HearAsync(Question);

        (await server.Client.CallAsync("shim/switchModel", """{"slug":"strong"}""")).ShouldCover("""{"active":"strong"}""");
        home.WriteCatalog("""{"models":[{"slug":"new","model":"m","provider":"ollama"}]}""");
        await server.Client.NotifyAsync("workspace/didChangeWatchedFiles", """{"changes":[]}""");
        await server.Client.CallAsync("shim/status");
        await server.Client.AnswerAsync(question, """{"title":"mid"}""");

        (await answer).At("error").ShouldCover("""{"code":1001,"data":{"slug":"mid"}}""");
    }

    [Fact]
    public async Task A_cancelled_command_ends_though_the_question_is_open()
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        var answer = await server.Client.BeginAsync("workspace/executeCommand", """{"command":"shim.switchModel"}""", "\"c\"");
        var question = await server.Client.HearAsync(Question);

        await server.Client.NotifyAsync("$/cancelRequest", """{"id":"c"}""");

        (await answer).At("error").ShouldCover("""{"code":-32800}""");
        await server.Client.AnswerAsync(question, """{"title":"mid"}""");
        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"active":"auto"}""");
    }

    [Fact]
    public async Task The_folder_that_is_named_is_the_one_that_switches()
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        server.Client.Answers[Question] = _ => """{"title":"mid"}""";
        await server.Client.InitializeAsync([home.Work, home.Folder("docs")]);

        await Switch(server, """["","docs"]""");

        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"active":"auto"}""");
        (await server.Client.CallAsync("shim/status", $$"""{"workspaceFolder":"{{Home.Uri(home.At("docs"))}}"}""")).ShouldCover(
            """{"active":"mid"}"""
        );
    }

    [Fact]
    public async Task A_catalog_that_cannot_be_read_is_said_instead_of_a_question()
    {
        using var home = new Home("{");
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work], options: """{"showProblems":false}""");

        (await Switch(server)).At("error").ShouldCover("""{"code":1003}""");

        (await Said(server)).ShouldCover("""{"type":1}""");
        server.Client.Heard.Should().NotContain(message => message.Text("method") == Question);
    }

    private static Task<JsonElement> Switch(RunningServer server, string arguments = "null") =>
        server.Client.AskAsync("workspace/executeCommand", $$"""{"command":"shim.switchModel","arguments":{{arguments}}}""");

    private static async Task<JsonElement> Said(RunningServer server) => (await server.Client.HearAsync("window/showMessage")).At("params");
}
