using ShimLsp.Core.Models;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>init</c>: a file to begin with, which replaces nothing unasked.</summary>
public sealed class InitCommandTests
{
    [Fact]
    public async Task It_writes_the_persons_own_catalog_which_then_is_in_force_without_a_problem()
    {
        using var person = new Person();
        var run = await person.Run(["init"]);
        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should()
            .Contain($"Wrote {Own(person)}")
            .And.Contain($"      {Own(person)}\n")
            .And.NotContain("kept as")
            .And.Contain("export ANTHROPIC_API_KEY=...")
            .And.Contain("shim-lsp doctor");
        var catalog = (await person.Run(["models", "--json"])).Json.GetProperty("catalog");
        catalog.GetProperty("sources")[0].GetString().Should().Be(Own(person));
        catalog.GetProperty("problems").GetArrayLength().Should().Be(0);
        (await person.Run(["route", "fix a typo"])).Out.Should().Be("local-small\n");
    }

    [LinuxFact]
    public async Task A_pipe_in_its_place_is_not_waited_for()
    {
        using var person = new Person();
        Directory.CreateDirectory(Path.GetDirectoryName(Own(person))!);
        Proc.MakePipe(Own(person));
        var run = await person.Run(["init", "--force"]).WaitAsync(ShimClient.Limit);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("the old file is a pipe, a socket or a device");
    }

    [Fact]
    public async Task It_is_the_sample_so_that_it_changes_no_decision()
    {
        using var person = new Person();
        await person.Run(["init"]);
        var sample = await File.ReadAllLinesAsync(Path.Combine(Root(), "models.json"));
        (await File.ReadAllLinesAsync(Own(person))).Where(line => line != NamesSchema).Should().Equal(sample);
        var parse = CatalogParser.Parse(await File.ReadAllBytesAsync(Own(person)));
        parse.Problems.Should().BeEmpty();
        parse.Catalog!.Models.Should().Contain(model => model.Credential.Kind == CredentialKind.None);
    }

    [Fact]
    public async Task It_names_the_schema_beside_it_which_is_the_one_that_schema_prints()
    {
        using var person = new Person();
        var run = await person.Run(["init"]);
        run.Out.Should().Contain("Its schema is beside it");
        (await File.ReadAllLinesAsync(Own(person))).SkipWhile(line => line != "{").Skip(1).First().Should().Be(NamesSchema);
        (await File.ReadAllTextAsync(SchemaBeside(Own(person)))).Should().Be((await person.Run(["schema"])).Out);
    }

    [Fact]
    public async Task An_older_schema_is_replaced_and_a_file_that_is_not_ours_stays_and_is_not_named()
    {
        using var person = new Person();
        var older = person.Write("config/shim-lsp/models.schema.json", "{ \"title\": \"ShimLsp models.json\", \"older\": true }");
        (await person.Run(["init", "--json"])).Json.GetProperty("schema").GetString().Should().Be(older);
        (await File.ReadAllTextAsync(older)).Should().NotContain("\"older\": true");

        await File.WriteAllTextAsync(older, "{ \"title\": \"mine\" }");
        var run = await person.Run(["init", "--force"]);
        run.Out.Should().NotContain("schema");
        (await File.ReadAllTextAsync(older)).Should().Be("{ \"title\": \"mine\" }");
        (await File.ReadAllTextAsync(Own(person))).Should().NotContain("$schema");
    }

    [Fact]
    public async Task Doctor_says_if_the_schema_is_of_another_version()
    {
        using var person = new Person();
        await person.Run(["init"]);
        (await person.Run(["doctor"])).Out.Should().NotContain("shim-lsp schema");

        await File.WriteAllTextAsync(SchemaBeside(Own(person)), "{ \"title\": \"ShimLsp models.json\" }");
        (await person.Run(["doctor"])).Out.Should().Contain($"shim-lsp schema > {SchemaBeside(Own(person))}\n");

        await File.WriteAllTextAsync(SchemaBeside(Own(person)), "{ \"title\": \"mine\" }");
        (await person.Run(["doctor"])).Out.Should().NotContain("shim-lsp schema");
    }

    [Fact]
    public async Task A_file_that_is_there_is_left_as_it_is_unless_forced()
    {
        using var person = new Person();
        person.Write("config/shim-lsp/models.json", "mine");
        var refused = await person.Run(["init"]);
        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain(Own(person)).And.Contain("--force");
        (await File.ReadAllTextAsync(Own(person))).Should().Be("mine");
        File.Exists(SchemaBeside(Own(person))).Should().BeFalse();
        var forced = await person.Run(["init", "--force"]);
        forced.ExitCode.Should().Be(0);
        forced.Out.Should().Contain($"The old file is kept as {Own(person)}.bak\n");
        (await File.ReadAllTextAsync(Own(person))).Should().StartWith("// The sample");
        (await File.ReadAllTextAsync(Own(person) + ".bak")).Should().Be("mine");
    }

    [Fact]
    public async Task Each_replaced_file_is_kept_and_no_older_copy_is_overwritten()
    {
        using var person = new Person();
        foreach (var (text, copy) in new[] { ("one", ".bak"), ("two", ".bak.1"), ("three", ".bak.2") })
        {
            person.Write("config/shim-lsp/models.json", text);
            (await person.Run(["init", "--force", "--json"])).Json.GetProperty("backup").GetString().Should().Be(Own(person) + copy);
        }

        (await File.ReadAllTextAsync(Own(person) + ".bak")).Should().Be("one");
        (await File.ReadAllTextAsync(Own(person) + ".bak.1")).Should().Be("two");
        (await File.ReadAllTextAsync(Own(person) + ".bak.2")).Should().Be("three");
    }

    [Fact]
    public async Task Where_nothing_is_replaced_nothing_is_kept()
    {
        using var person = new Person();
        (await person.Run(["init", "--force", "--json"])).Json.TryGetProperty("backup", out _).Should().BeFalse();
        Directory.GetFiles(Path.GetDirectoryName(Own(person))!).Should().BeEquivalentTo(Own(person), SchemaBeside(Own(person)));
    }

    [Fact]
    public async Task A_copy_is_as_private_as_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // the person's own folders are private there
        }

        using var person = new Person();
        File.SetUnixFileMode(person.Write("config/shim-lsp/models.json", "a key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await person.Run(["init", "--force"]);
        File.GetUnixFileMode(Own(person) + ".bak").Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task The_workspaces_own_waits_for_trust()
    {
        using var person = new Person();
        var json = (await person.Run(["init", "--workspace", "--json"])).Json;
        json.GetProperty("catalog").GetString().Should().Be(Path.Combine(person.Workspace, ".shim", "models.json"));
        json.GetProperty("next")
            .EnumerateArray()
            .Select(step => step.TryGetProperty("command", out var command) ? command.GetString() : "edit")
            .Should()
            .ContainInOrder(
                "edit",
                $"shim-lsp trust {person.Workspace}",
                "export ANTHROPIC_API_KEY=...",
                $"shim-lsp doctor --folder {person.Workspace}"
            );
        (await person.Run(["trust", "--yes"])).ExitCode.Should().Be(0);
        (await person.Run(["doctor"]))
            .Out.Should()
            .Contain("used: " + Path.Combine(person.Workspace, ".shim", "models.json") + " (trusted)");
    }

    [Fact]
    public async Task The_persons_own_is_private_and_the_workspaces_is_not()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // the person's own folders are private there
        }

        using var person = new Person();
        await person.Run(["init"]);
        await person.Run(["init", "--workspace"]);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        (File.GetUnixFileMode(Own(person)) & Others).Should().Be(UnixFileMode.None);
        var plain = person.Write("plain", "");
        File.GetUnixFileMode(Path.Combine(person.Workspace, ".shim", "models.json")).Should().Be(File.GetUnixFileMode(plain));
    }

    [Fact]
    public async Task A_persons_link_stays_a_link_and_a_clones_link_leads_nowhere()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // a link needs a right there that a test has not
        }

        using var person = new Person();
        var kept = person.Write("dotfiles/models.json", "old");
        Directory.CreateDirectory(Path.GetDirectoryName(Own(person))!);
        File.CreateSymbolicLink(Own(person), kept);
        (await person.Run(["init", "--force"])).ExitCode.Should().Be(0);
        File.ResolveLinkTarget(Own(person), returnFinalTarget: true)!.FullName.Should().Be(kept);
        (await File.ReadAllTextAsync(kept)).Should().StartWith("// The sample").And.Contain(NamesSchema);
        File.Exists(SchemaBeside(kept)).Should().BeTrue("an editor may open either end");
        File.Exists(SchemaBeside(Own(person))).Should().BeTrue("an editor may open either end");

        var victim = person.Write("victim", "untouched");
        Directory.CreateDirectory(Path.Combine(person.Workspace, ".shim"));
        File.CreateSymbolicLink(Path.Combine(person.Workspace, ".shim", "models.json"), victim);
        var run = await person.Run(["init", "--workspace", "--force"]);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("leads out of the workspace");
        (await File.ReadAllTextAsync(victim)).Should().Be("untouched");
    }

    [Fact]
    public async Task What_cannot_be_written_is_named()
    {
        using var person = new Person();
        var file = person.Write("file", "no folder");
        var run = await person.With("XDG_CONFIG_HOME", file).With("APPDATA", file).Run(["init"]);
        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith($"shim-lsp: {Path.Combine(file, "shim-lsp", "models.json")} could not be written");
    }

    private const string NamesSchema = "  \"$schema\": \"./models.schema.json\",";

    private static string SchemaBeside(string catalog) => Path.Combine(Path.GetDirectoryName(catalog)!, "models.schema.json");

    private static string Own(Person person) => Path.Combine(person.ConfigFolder, "shim-lsp", "models.json");

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ShimLsp.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
