using System.CommandLine;
using ShimLsp.Server.Cli;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Docs;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>docs/shim-lsp.1</c> is what the commands say. <c>npm run generate</c> writes it.</summary>
public class ManPageTests
{
    private static readonly string Page = Path.Combine(NamedTest.Repository, "docs", "shim-lsp.1");

    [Fact]
    public void The_man_page_is_made_of_the_commands()
    {
        var expected = ManPage.Of(Root());
        if (Environment.GetEnvironmentVariable("SHIM_LSP_GENERATE") == "1")
        {
            File.WriteAllText(Page, expected);
        }

        File.ReadAllText(Page).Should().Be(expected, "docs/shim-lsp.1 is generated: run `npm run generate`");
    }

    [Fact]
    public void The_man_page_has_every_command_and_option()
    {
        var page = ManPage.Of(Root());
        foreach (var command in Root().Subcommands.Where(command => !command.Hidden))
        {
            page.Should().Contain($".SS \"{command.Name.Replace("-", "\\-", StringComparison.Ordinal)}");
            foreach (var option in command.Options.Where(option => !option.Hidden))
            {
                page.Should().Contain(option.Name.Replace("-", "\\-", StringComparison.Ordinal));
            }
        }
    }

    private static RootCommand Root()
    {
        using var terminal = new TerminalStreams
        {
            OpenInput = () => Stream.Null,
            OpenFrames = () => Stream.Null,
            OpenOutput = () => Stream.Null,
            OpenError = () => Stream.Null,
            OpenReader = () => TextReader.Null,
            MeasureColumns = () => 0,
            IsPlain = true,
        };
        var host = new HostEnvironment
        {
            Variable = _ => null,
            HomeFolder = null,
            WorkingDirectory = Path.GetTempPath(),
            Time = TimeProvider.System,
            IsWindows = false,
        };
        return Commands.For([], new CommandContext(host, terminal));
    }
}
