using System.Globalization;
using System.Text.Json;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.OverStdio;

/// <content>However fast a person types, nothing stale is shown.</content>
public partial class DiagnosticsTests
{
    [Fact]
    public async Task Two_thousand_changes_each_with_a_pull_right_behind()
    {
        const int Rounds = 2_000;
        await using var editor = await StartAsync(Editor.PullsDiagnostics);
        await editor.Client.OpenAsync(Elsewhere, """[{"model":"m","provider":"p"}]""");
        Task<JsonElement>[] answers = [.. Enumerable.Range(0, Rounds).Select(round => editor.Client.WhenAnswered(Id(round)))];
        var all = Enumerable
            .Range(0, Rounds)
            .SelectMany(round =>
                (string[])
                    [
                        ShimClient.Message("textDocument/didChange", Editor.Change(Elsewhere, round + 2, Provider(round))),
                        ShimClient.Message("textDocument/diagnostic", Editor.Document(Elsewhere), Id(round)),
                    ]
            )
            .SelectMany(message => Frames.Put(WireFraming.Header, message));
        await editor.Client.SendRawAsync(all.ToArray());

        for (var round = 0; round < Rounds; round++)
        {
            (await answers[round]).At("result.items.0.message").GetString().Should().Contain($"\"{Name(round)}\"");
        }
    }

    [Fact]
    public async Task What_is_published_is_never_older_than_what_was()
    {
        const int Rounds = 2_000;
        await using var editor = await StartAsync();
        await editor.Client.OpenAsync(Elsewhere, Valid);
        for (var round = 0; round < Rounds; round++)
        {
            await editor.Client.ChangeAsync(Elsewhere, round + 2, $$"""[{"model":"m","provider":"{{Name(round)}}"}]""");
        }

        (await editor.Client.PublishedAsync(Elsewhere, Rounds + 1)).At("0.message").GetString().Should().Contain($"\"{Name(Rounds - 1)}\"");

        var published = editor.Client.Heard.Where(message => message.Text("method") == "textDocument/publishDiagnostics").ToList();
        published.Select(message => message.Number("params.version")).Should().BeInAscendingOrder();
        published
            .Where(message => message.Number("params.version") > 1)
            .Should()
            .OnlyContain(message =>
                message
                    .Text("params.diagnostics.0.message")!
                    .Contains($"\"{Name((int)message.Number("params.version") - 2)}\"", StringComparison.Ordinal)
            );
    }

    private static string Provider(int round) => Editor.Change(round == 0 ? "0:26-0:27" : "0:26-0:31", Name(round));

    // As long each time, so that every change has the same range.
    private static string Name(int round) => (10_000 + round).ToString(CultureInfo.InvariantCulture);

    private static string Id(int round) => (100_000 + round).ToString(CultureInfo.InvariantCulture);
}
