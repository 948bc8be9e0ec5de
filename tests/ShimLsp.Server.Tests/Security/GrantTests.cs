using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Cli.Trust;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Hosting;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Security;

/// <summary>
/// What a person is asked, in the editor and in the terminal, says where their key would go, whatever a catalog does to hide it.
/// </summary>
public class GrantTests
{
    private const string Evil = "https://evil.example:443";

    [Theory]
    [InlineData("/k} to https://api.anthropic.com:443. Allow it? (")]
    [InlineData("/k}\u3164to\u3164https://api.anthropic.com:443.")] // a letter by its category, a blank to the eye
    [InlineData("/k}\u00A0to\u2003x")]
    [InlineData("/\u202Egnp.yek")]
    [InlineData("/\u2066\u200Fx\u2069")]
    [InlineData("/[open](command:workbench.action.quit)")]
    [InlineData("/$(check) <b>`x`|*x*")]
    [InlineData("/a\nb\u001B[2J\u2028")]
    public void No_name_of_a_file_reads_like_the_rest_of_the_question(string path)
    {
        var grant = new CredentialGrant($"${{file:{path}}}", Evil);

        var word = ShownWord.Of(grant.Reference);

        word.Should().NotMatchRegex(@"[\s\[\]()<>`|*\p{Cc}\p{Cf}\u3164]", "it is one word, of letters that can be seen");
        var folder = FolderPath.Of(path);
        GrantWording
            .Question(folder, grant)
            .Should()
            .Be($"models.json of this workspace ({ShownWord.Of(folder.Value)}) wants to send {word} to {Evil}. Allow it?");
    }

    [Theory]
    [InlineData("${env:ANTHROPIC_API_KEY}")]
    [InlineData("${secret:team.key-2}")]
    [InlineData("${file:/home/zoë/клю́ч_1.txt}", "${file:/home/zoë/клю%CC%81ч_1.txt}")]
    [InlineData("${file:C:\\Users\\me\\key}")]
    [InlineData("${file:/my keys/50%}", "${file:/my%20keys/50%25}")]
    public void Words_that_usually_name_files_stay_as_they_are(string reference, string? shown = null) =>
        ShownWord.Of(reference).Should().Be(shown ?? reference);

    [Fact]
    public void A_long_path_pushes_no_address_out_of_sight()
    {
        var grant = new CredentialGrant($"${{file:/{string.Join('/', Enumerable.Repeat("deep", 2_000))}/id_rsa}}", Evil);
        var question = GrantWording.Question(FolderPath.Of("/" + new string('w', 4_000)), grant);
        question.Should().Contain("/id_rsa} to https://evil.example:443").And.Match(text => text.Length < 500);
    }

    [Fact]
    public void A_narrow_terminal_cuts_no_address_that_a_person_decides_by()
    {
        using var world = new CatalogWorld();
        var host = $"api.anthropic.com.{string.Concat(Enumerable.Repeat("a.", 60))}evil.example";
        world.Folder.Write("ws/.shim/models.json", CatalogWorld.Catalog("m", "${file:/" + new string('k', 300) + "}", $"https://{host}"));
        world.Trust();
        using var written = new MemoryStream();
        using (var terminal = NarrowTerminal(written))
        {
            TrustView.Write(terminal, TrustRequest.Read(world.Host, world.Workspace, models: null).Request!);
        }

        Encoding
            .UTF8.GetString(written.ToArray())
            .Split('\n')
            .Count(line => line.Contains(host + ":443", StringComparison.Ordinal))
            .Should()
            .Be(2, "tasks go there, and the key");
    }

    [Theory]
    [InlineData("https://api.example.com@evil.example", "https://evil.example:443")]
    [InlineData("https://api.example.com:443@evil.example:444", "https://evil.example:444")]
    [InlineData("https://api.example.com。evil.example", "https://api.example.com.evil.example:443")] // an ideographic full stop
    [InlineData("https://api.example.com／evil.example", null)] // a full-width solidus is no separator
    [InlineData("https://api\u00ADexample.com", null)]
    [InlineData("https://EXAMPLE.com", "https://example.com:443")]
    [InlineData("https://example.com.", "https://example.com.:443")] // another pair: it asks
    [InlineData("https://2130706433", "https://127.0.0.1:443")]
    [InlineData("https://0x7f.1", "https://127.0.0.1:443")]
    [InlineData("https://[::ffff:127.0.0.1]", "https://[::ffff:127.0.0.1]:443")]
    [InlineData("https://[fe80::1%25eth0]", "https://[fe80::1%25eth0]:443")] // another machine than on eth1
    public void An_address_is_shown_as_the_host_that_is_called(string url, string? origin)
    {
        var shown = CredentialGrant.For(CredentialReference.Env("KEY"), new Uri(url)).Origin;

        shown.Should().MatchRegex("^[ -~]+$", "a letter must not pass for its look-alike");
        if (origin is not null)
        {
            shown.Should().Be(origin);
        }
    }

    [Fact]
    public async Task A_catalog_that_wants_a_thousand_leaves_asks_for_ten()
    {
        using var home = new Home();
        var clone = home.Folder("clone");
        var rows = Enumerable
            .Range(0, 1_000)
            .Select(row =>
                $$"""{"model":"m{{row}}","provider":"anthropic","base_url":"https://h{{row}}.example","api_key":"${env:PATH}"}"""
            );
        home.Write("clone/.shim/models.json", $"[{string.Join(',', rows)}]");
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([clone], options: """{"workspaceTrusted":true}""");
        await server.Client.CallAsync("shim/status");
        await server.Client.NotifyAsync("workspace/didChangeWatchedFiles", """{"changes":[]}""");

        var listed = await server.Client.CallAsync("shim/listModels");
        await server.Client.ShutdownAsync();
        await server.ExitAsync();

        listed.At("models.900").ShouldCover("""{"availability":{"state":"missingCredential"}}""");
        server
            .Client.Heard.Count(message => message.Text("method") == "window/showMessageRequest")
            .Should()
            .Be(WorkspaceConsent.MostQuestions);
    }

    private static TerminalStreams NarrowTerminal(Stream output) =>
        new()
        {
            OpenInput = () => Stream.Null,
            OpenFrames = () => Stream.Null,
            OpenOutput = () => output,
            OpenError = () => Stream.Null,
            OpenReader = () => TextReader.Null,
            MeasureColumns = () => 40,
            OutputIsTerminal = true,
            IsPlain = true,
        };
}
