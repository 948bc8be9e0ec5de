using System.Text;
using ShimLsp.Server.Tests.Conformance;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>lsp</c> and <c>rpc</c>: what the command line chooses.</summary>
public sealed class FrontCommandsTests
{
    private const string Status = """{"jsonrpc":"2.0","id":1,"method":"status"}""";

    [Theory]
    [InlineData("--stdio")]
    [InlineData("--stdio --clientProcessId=1")]
    [InlineData("--stdio --clientProcessId 1")]
    [InlineData("lsp")]
    [InlineData("lsp --stdio --clientProcessId=1")]
    public async Task What_editors_start_speaks_lsp(string arguments)
    {
        using var person = new Person();
        using var process = person.Start(arguments.Split(' '));
        try
        {
            await using var client = new ShimClient(
                process.StandardInput.BaseStream,
                process.StandardOutput.BaseStream,
                WireFraming.Header,
                new MessageRules(isLsp: true)
            );
            (await client.InitializeAsync()).Text("serverInfo.name").Should().Be("shim-lsp");
            await client.EndInputAsync();
            await client.RequireConformingAsync();
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("rpc", false)]
    [InlineData("rpc --framing newline", false)]
    [InlineData("rpc --framing header", true)]
    public async Task Rpc_speaks_plain_json_rpc_in_the_framing_asked_for(string arguments, bool header)
    {
        using var person = new Person();
        var run = await person.Run(arguments.Split(' '), header ? Framed(Status) : Status + "\n");
        run.ExitCode.Should().Be(0);
        run.Out.Should().StartWith(header ? "Content-Length: " : "{").And.Contain("\"active\":\"auto\"");
    }

    [Fact]
    public async Task Rpc_opens_the_folders_named_the_first_being_the_default()
    {
        using var person = new Person();
        var one = Directory.CreateDirectory(Path.Combine(person.Temporary, "one")).FullName;
        var two = Directory.CreateDirectory(Path.Combine(person.Temporary, "two")).FullName;
        await person.Run(["use", "local-large", "--folder", one]);
        var run = await person.Run(["rpc", "--folder", one, "--folder", two], Status + "\n" + In(two, 2) + In(person.Workspace, 3));
        run.Lines.Should().HaveCount(3);
        run.Lines[0].Should().Contain("\"active\":\"local-large\"");
        run.Lines[1].Should().Contain("\"active\":\"auto\"");
        run.Lines[2].Should().Contain("1005");

        static string In(string folder, int id) =>
            $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"status","params":{"workspaceFolder":"{{{folder.Replace("\\", "\\\\")}}}"}}"""
            + "\n";
    }

    [Fact]
    public async Task Rpc_opens_its_working_directory_unless_told_otherwise()
    {
        using var person = new Person();
        await person.Run(["use", "local-large"]);
        (await person.Run(["rpc"], Status + "\n")).Out.Should().Contain("\"active\":\"local-large\"");
    }

    private static string Framed(string json) => $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}";
}
