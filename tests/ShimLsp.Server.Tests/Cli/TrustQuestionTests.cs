using System.Text;
using ShimLsp.Server.Cli;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Tests.Hosting;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>trust</c> on a terminal: what the person answers, and what happens to the file while they read.</summary>
public sealed class TrustQuestionTests : IDisposable
{
    private readonly CatalogWorld world = new();
    private readonly MemoryStream output = new();
    private readonly MemoryStream error = new();

    private string Catalog => CatalogPlace.OfWorkspace(world.Workspace);

    public TrustQuestionTests() => WriteCatalog("theirs");

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("y", 0)]
    [InlineData("  YES ", 0)]
    [InlineData("", 1)]
    [InlineData("n", 1)]
    [InlineData("yess", 1)]
    [InlineData(null, 1)]
    public async Task Only_a_yes_is_a_yes(string? answer, int exitCode)
    {
        (await RunAsync(() => answer)).Should().Be(exitCode);
        world.State.Read(world.Workspace).TrustedCatalogs.Should().HaveCount(exitCode == 0 ? 1 : 0);
        world.State.Read(world.Workspace).Grants.Should().HaveCount(exitCode == 0 ? 1 : 0);
        Text(output).Should().EndWith(exitCode == 0 ? "Running editors notice at once.\n" : "[y/N] ");
    }

    [Fact]
    public async Task A_file_that_changes_between_the_showing_and_the_answer_is_trusted_as_it_was_shown()
    {
        var shown = WorkspaceTrust.HashOf(await File.ReadAllBytesAsync(Catalog));
        var exitCode = await RunAsync(() =>
        {
            WriteCatalog("other", "https://evil.example");
            return "y";
        });
        exitCode.Should().Be(1);
        Text(error).Should().Contain("has changed since it was shown");
        world.State.Read(world.Workspace).TrustedCatalogs.Should().Equal(shown);
        world.State.Read(world.Workspace).Grants.Should().Equal(new CredentialGrant("${env:KEY}", "https://api.example.com:443"));
        world.InForce().Should().Be("sample");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public async Task However_narrow_the_terminal_no_hash_and_no_address_is_cut(int columns)
    {
        WriteCatalog("theirs", $"https://{new string('a', 60)}.example.com");
        await RunAsync(() => "n", columns);
        Text(output)
            .Should()
            .Contain($"${{env:KEY}} → https://{new string('a', 60)}.example.com:443")
            .And.Contain(WorkspaceTrust.HashOf(await File.ReadAllBytesAsync(Catalog)))
            .And.NotContain("…");
    }

    [Fact]
    public async Task A_fault_of_the_program_shows_neither_its_message_nor_a_stack_trace()
    {
        (await RunAsync(() => throw new InvalidOperationException("canary"))).Should().Be(1);
        Text(error)
            .Should()
            .Be("shim-lsp: shim-lsp failed (InvalidOperationException). Please report this, with the command that you ran.\n");
    }

    private void WriteCatalog(string slug, string url = "https://api.example.com")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Catalog)!);
        File.WriteAllText(Catalog, CatalogWorld.Catalog(slug, "${env:KEY}", url));
    }

    private async Task<int> RunAsync(Func<string?> answer, int columns = 80)
    {
        using var terminal = new TerminalStreams
        {
            OpenInput = () => Stream.Null,
            OpenFrames = () => Stream.Null,
            OpenOutput = () => output,
            OpenError = () => error,
            OpenReader = () => new Answering(answer),
            MeasureColumns = () => columns,
            InputIsTerminal = true,
            OutputIsTerminal = true,
            IsPlain = true,
        };
        return await CommandLine.RunAsync(["trust", world.Workspace.Value], new CommandContext(world.Host, terminal));
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n");

    /// <summary>A person at the keyboard.</summary>
    private sealed class Answering(Func<string?> answer) : TextReader
    {
        public override string? ReadLine() => answer();
    }
}
