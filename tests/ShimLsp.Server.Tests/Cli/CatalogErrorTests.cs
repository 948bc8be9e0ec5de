namespace ShimLsp.Server.Tests.Cli;

/// <summary>
/// What is wrong with a catalog is one line that names the file, where it can the line, and the way out; for every command that needs one.
/// </summary>
public sealed class CatalogErrorTests
{
    [Theory]
    [InlineData("{ \"models\": [\n  \"a\"\n  \"b\"\n] }", ":2:6: A comma is missing here.")]
    [InlineData("", ":1:1: The file is empty. Write an object with `models`.")]
    [InlineData("7", ":1:1: ")]
    [InlineData(null, ": The catalog named by --models does not exist.")]
    public async Task A_file_that_cannot_be_read_is_named_with_its_line(string? text, string says)
    {
        using var person = new Person();
        var file = Path.Combine(person.Workspace, "m.json");
        if (text is not null)
        {
            person.Write("workspace/m.json", text);
        }

        foreach (var command in new[] { "models", "use a", "route task" })
        {
            await Check(person, [.. command.Split(' '), "--models", "m.json"], $"shim-lsp: {file}{says}", "What to do: shim-lsp doctor");
        }
    }

    [Fact]
    public async Task So_is_a_folder_in_its_place()
    {
        using var person = new Person();
        await Check(
            person,
            ["route", "task", "--models", "."],
            $"shim-lsp: {person.Workspace}: The catalog named by --models is a folder."
        );
    }

    [Fact]
    public async Task And_ones_own()
    {
        using var person = new Person();
        await Check(
            person,
            ["use", "a"],
            $"shim-lsp: {person.Write("config/shim-lsp/models.json", "[")}:1:1: This [ has no matching ]. Add it."
        );
    }

    private static async Task Check(Person person, string[] arguments, params string[] says)
    {
        var run = await person.Run(arguments);
        run.ExitCode.Should().Be(1);
        run.Out.Should().BeEmpty();
        run.Error.TrimEnd().Should().NotContain("\n").And.StartWith(says[0]).And.Contain(says[^1]);
    }
}
