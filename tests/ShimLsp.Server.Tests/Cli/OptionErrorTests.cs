using System.CommandLine;
using ShimLsp.Server.Cli;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>An option that gets another value than it takes says what it takes, in no .NET words.</summary>
public sealed class OptionErrorTests
{
    private const string Rubbish = "r\u00fcbbish";

    [Fact]
    public void No_option_of_any_command_answers_rubbish_with_the_name_of_a_type()
    {
        var root = Commands.For([], Context());
        var options = Pairs(root).ToArray();
        options.Should().Contain(("chat", "--max-tokens")).And.Contain(("shim-lsp", "--clientProcessId")).And.HaveCountGreaterThan(25);

        foreach (var (command, option) in options)
        {
            string[] line = command == "shim-lsp" ? [option, Rubbish] : [command, option, Rubbish];
            foreach (var error in root.Parse(line).Errors)
            {
                error.Message.Should().NotContainAny("System.", "`1", "expected type");
            }
        }
    }

    [Theory]
    [InlineData("chat hi --max-tokens many", "--max-tokens takes a whole number from 1, such as 1000, not 'many'.")]
    [InlineData("lsp --clientProcessId me", "--clientProcessId takes a process's number, such as 1000, not 'me'.")]
    [InlineData("--stdio --clientProcessId me", "--clientProcessId takes a process's number, such as 1000, not 'me'.")]
    [InlineData("evaluate rows --threshold high", "--threshold takes a number from 0 to 1, such as 0.7, not 'high'.")]
    [InlineData("evaluate rows --resamples 1e3", "--resamples takes a whole number from 1 to 100000, such as 1000, not '1e3'.")]
    [InlineData("evaluate rows --seed -1", "--seed takes a whole number from 0, such as 1, not '-1'.")]
    public void An_option_that_takes_a_number_says_which(string line, string expected)
    {
        var errors = Commands.For([], Context()).Parse(line.Split(' ')).Errors;
        errors.Select(error => error.Message).Should().Equal(expected);
    }

    // A flag takes no value, so there is none to be wrong.
    private static IEnumerable<(string Command, string Option)> Pairs(Command root) =>
        from command in root.Subcommands.Prepend(root)
        from option in command.Options
        where option.Arity.MaximumNumberOfValues > 0
        select (command == root ? "shim-lsp" : command.Name, option.Name);

    private static CommandContext Context() =>
        new(
            new HostEnvironment
            {
                Variable = _ => null,
                HomeFolder = null,
                WorkingDirectory = Path.GetTempPath(),
                Time = TimeProvider.System,
            },
            new TerminalStreams
            {
                OpenInput = () => Stream.Null,
                OpenFrames = () => Stream.Null,
                OpenOutput = () => Stream.Null,
                OpenError = () => Stream.Null,
                OpenReader = () => TextReader.Null,
                MeasureColumns = () => 80,
            }
        );
}
