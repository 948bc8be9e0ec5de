using System.Text.Json;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>doctor</c>: each situation has its verdict, its exit code, and a step that leads out of it.</summary>
public sealed class DoctorCommandTests
{
    private const string OneKey =
        """{ "models": [ { "slug": "only", "model": "m", "provider": "openai", "api_key": "${env:SOME_KEY}" } ] }""";

    [Fact]
    public async Task On_a_fresh_machine_the_local_models_can_be_routed_to_and_the_keys_are_next() =>
        await Check(
            _ => { },
            0,
            "Auto can route: 2 of 7 candidates can be used (local-small, local-large).",
            "export ANTHROPIC_API_KEY=...",
            "export OPENAI_API_KEY=...",
            "shim-lsp init"
        );

    [Fact]
    public async Task With_every_key_and_a_catalog_of_ones_own_nothing_needs_doing() =>
        await Check(
            person =>
            {
                person.With("SOME_KEY", "canary-key");
                Own(person, OneKey);
            },
            0,
            "Auto can route: 1 of 1 candidates can be used (only)."
        );

    [Fact]
    public async Task Without_any_key_Auto_cannot_route_and_the_variable_is_named() =>
        await Check(person => Own(person, OneKey), 1, "Auto cannot route: its only candidate has no key.", "export SOME_KEY=...");

    [Fact]
    public async Task A_key_file_that_is_missing_is_named() =>
        await Check(
            person => Own(person, OneKey.Replace("env:SOME_KEY", "file:/not/there")),
            1,
            "Auto cannot route: its only candidate has no key.",
            "*The key file /not/there does not exist. Put the key there. For: only."
        );

    [Theory]
    [InlineData("two words", "contains a character that cannot be sent")]
    [InlineData("\uFEFF", "is empty")]
    public async Task The_key_file_at_fault_is_the_one_to_edit(string content, string why)
    {
        using var person = new Person();
        var file = person.Write("config/key", content);
        Own(person, OneKey.Replace("env:SOME_KEY", $"file:{file}"));
        var report = await Report(person, 1);
        Steps(report).Should().Equal($"edit {file}");
        report
            .GetProperty("next")[0]
            .GetProperty("why")
            .GetString()
            .Should()
            .Be($"The key file {file} {why}. Put the key there. For: only.");
    }

    [Fact]
    public async Task A_variable_that_a_header_needs_is_named() =>
        await Check(
            person =>
            {
                person.With("SOME_KEY", "canary-key");
                Own(person, OneKey.Replace("\"slug\"", "\"extra_headers\": { \"X-Team\": \"a ${env:TEAM}\" }, \"slug\""));
            },
            1,
            "Auto cannot route: its only candidate has no key.",
            "export TEAM=..."
        );

    [Fact]
    public async Task A_key_that_cannot_be_sent_is_named_wherever_it_is()
    {
        using var person = new Person().With("SOME_KEY", "two words");
        Own(person, OneKey);
        (await Report(person, 1)).GetProperty("next")[0].GetProperty("why").GetString().Should().StartWith("SOME_KEY contains a character");
    }

    [Fact]
    public async Task An_unreadable_catalog_has_its_line_to_mend() =>
        await Check(
            person => Own(person, "{ \"models\": [\n  { \"slug\": \"a\" \"b\" }\n] }"),
            1,
            "Auto cannot route: the catalog cannot be read.",
            "edit OWN:2:17"
        );

    [Fact]
    public async Task A_row_that_was_left_out_has_its_line_to_mend() =>
        await Check(
            person => Own(person, OneKey.Replace("openai", "opnai")),
            1,
            "Auto cannot route: the catalog has no candidate. The catalog has 1 error.",
            "edit OWN:1:59",
            "*The catalog has no usable model. Add one."
        );

    [Fact]
    public async Task A_broken_row_ends_with_1_though_Auto_can_route()
    {
        using var person = new Person();
        Own(person, """{ "models": [ "llama", { "slug": "b", "model": "m", "provider": "olama" } ] }""");
        var report = await Report(person, 1);
        report.GetProperty("canRoute").GetBoolean().Should().BeTrue();
        report
            .GetProperty("verdict")
            .GetString()
            .Should()
            .Be("Auto can route: 1 of 1 candidates can be used (llama). The catalog has 1 error.");
        Steps(report).Should().Equal($"edit {OwnFile(person)}:1:65");
    }

    [Fact]
    public async Task A_warning_is_told_and_ends_with_0()
    {
        using var person = new Person();
        Own(person, """{ "models": [ { "slug": "b", "model": "m", "provider": "ollama", "cost": -1 } ] }""");
        Steps(await Report(person, 0)).Should().Equal($"edit {OwnFile(person)}:1:74");
    }

    [Theory]
    [InlineData("VISUAL", "$VISUAL OWN")]
    [InlineData("EDITOR", "$EDITOR OWN")]
    [InlineData(null, "OWN:1:59")]
    public async Task An_edit_is_a_command_for_the_persons_editor_or_the_plain_place(string? variable, string line)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // its shells write variables otherwise, so the place is shown
        }

        using var person = new Person();
        if (variable is not null)
        {
            person.With(variable, "vi").With("EDITOR", "vi");
        }

        Own(person, OneKey.Replace("openai", "opnai"));
        var run = await person.Run(["doctor"]);
        run.Lines.Should().Contain($"      {line.Replace("OWN", OwnFile(person), StringComparison.Ordinal)}");
        run.Out.Contains(" (line 1, column 59)\n", StringComparison.Ordinal).Should().Be(variable is not null);
        run.Out.Should().NotContain("edit /");
    }

    [Fact]
    public async Task A_router_that_is_off_is_said_to_be() =>
        await Check(
            person => Own(person, """{ "models": [ "llama" ], "router": { "enabled": false } }"""),
            1,
            "Auto cannot route: the router is off.",
            "*The router is off, so every task goes to llama. To route tasks, set `enabled` of `router` to true."
        );

    [Fact]
    public async Task A_pinned_model_is_not_Auto_but_Auto_could() =>
        await Check(
            person => Remember(person, "local-large"),
            0,
            "Auto can route: 2 of 7 candidates can be used (local-small, local-large)."
                + " But local-large is active, so every task goes to it.",
            "export ANTHROPIC_API_KEY=...",
            "export OPENAI_API_KEY=...",
            "shim-lsp use auto",
            "shim-lsp init"
        );

    [Fact]
    public async Task A_pinned_model_without_its_key_is_named() =>
        await Check(
            person =>
            {
                Own(person, OneKey);
                Remember(person, "only");
            },
            1,
            "Auto cannot route: its only candidate has no key.",
            "export SOME_KEY=...",
            "*You chose only, but its key is missing. Set the key, or go back to Auto."
        );

    [Fact]
    public async Task A_remembered_model_that_is_gone_is_named() =>
        await Check(
            person =>
            {
                Remember(person, "local-large");
                Own(person, """{ "models": [ "llama" ] }""");
            },
            0,
            "Auto can route: 1 of 1 candidates can be used (llama).",
            "*You chose local-large, but this catalog has no such model, so auto is active."
        );

    [Fact]
    public async Task An_untrusted_workspace_is_told_how_to_be_trusted()
    {
        using var person = new Person();
        person.Write("workspace/.shim/models.json", OneKey);
        Own(person, """{ "models": [ "llama" ] }""");
        var before = await Report(person, 0);
        State(before, "workspace").Should().Be("untrusted");
        State(before, "user").Should().Be("inForce");
        Steps(before).Should().Equal($"shim-lsp trust {person.Workspace}");

        await person.Run(["trust", "--yes"]);
        var after = await Report(person, 1);
        State(after, "workspace").Should().Be("inForce");
        State(after, "user").Should().Be("notReached");

        person.Write("workspace/.shim/models.json", OneKey + " ");
        var changed = await Report(person, 0);
        changed.GetProperty("layers")[2].GetProperty("note").GetString().Should().Contain("changed since you trusted it");
    }

    [Fact]
    public async Task A_credential_that_a_trusted_workspace_may_not_send_yet_is_a_matter_of_trust()
    {
        using var person = new Person().With("SOME_KEY", "canary-key");
        person.Write("workspace/.shim/models.json", OneKey);
        await person.Run(["trust", "--yes"]);
        await Report(person, 0);
        var moved = OneKey.Replace("\"provider\": \"openai\"", "\"provider\": \"openai\", \"base_url\": \"https://elsewhere.example\"");
        var file = person.Write("workspace/.shim/models.json", moved);
        await TrustTextAlone(person, file);
        var report = await Report(person, 1);
        Steps(report).Should().Equal($"shim-lsp trust {person.Workspace}");
        report.GetProperty("next")[0].GetProperty("why").GetString().Should().Contain("${env:SOME_KEY} to https://elsewhere.example:443");
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_written_is_named_with_what_is_in_the_way()
    {
        using var person = new Person();
        var file = person.Write("file", "no folder");
        person.With("XDG_STATE_HOME", file).With("LOCALAPPDATA", file);
        var report = await Report(person, 0);
        report.GetProperty("state").GetProperty("writable").GetBoolean().Should().BeFalse();
        Steps(report).Should().Contain($"edit {file}");
    }

    [Fact]
    public async Task A_state_folder_that_others_can_write_in_is_to_be_removed()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // the person's own folders are private there
        }

        using var person = new Person();
        await person.Run(["use", "local-large"]);
        var folder = Path.Combine(person.StateFolder, "shim-lsp");
        (await Report(person, 0)).GetProperty("state").GetProperty("private").GetBoolean().Should().BeTrue();
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherRead);
        (await Report(person, 0))
            .GetProperty("state")
            .GetProperty("private")
            .GetBoolean()
            .Should()
            .BeTrue("a folder that others can only look into is closed as it is read");
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherWrite);
        var report = await Report(person, 0);
        report.GetProperty("state").GetProperty("private").GetBoolean().Should().BeFalse();
        report.GetProperty("state").GetProperty("writable").GetBoolean().Should().BeFalse("nothing is written there");
        Steps(report).Should().Contain($"rm -r {folder}");
        (await person.Run(["use", "local-small"]))
            .Error.Should()
            .Contain("could not be saved")
            .And.Contain("other users own it or can write to it");
    }

    [Fact]
    public async Task The_option_comes_before_every_other_layer_and_a_missing_file_does_not_give_way()
    {
        using var person = new Person();
        var report = await Report(person, 1, "--models", "missing.json");
        report
            .GetProperty("layers")
            .EnumerateArray()
            .Select(layer => $"{layer.GetProperty("layer")} {layer.GetProperty("state")}")
            .Should()
            .Equal(
                "option unreadable",
                "setting notApplicable",
                "workspace notReached",
                "user notReached",
                "codexShim notReached",
                "embedded notReached"
            );
    }

    [Fact]
    public async Task The_page_for_a_person_fits_and_says_the_same()
    {
        using var person = new Person();
        var run = await person.Run(["doctor"]);
        run.ExitCode.Should().Be(0);
        run.Lines[0].Should().StartWith("Auto can route");
        run.Lines.Should()
            .Contain(line =>
                line.StartsWith("● built in  ", StringComparison.Ordinal) && line.Contains(" used (", StringComparison.Ordinal)
            );
        run.Lines.Should()
            .Contain(line =>
                line.StartsWith("  haiku", StringComparison.Ordinal) && line.Contains("ANTHROPIC_API_KEY  no key", StringComparison.Ordinal)
            );
        run.Lines.Should().Contain("      export ANTHROPIC_API_KEY=...");
        run.Out.Should().Contain("CATALOGS (first found wins)").And.Contain("No requests were sent.").And.NotContain("\e");
        run.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task It_leaves_nothing_behind()
    {
        using var person = new Person();
        await person.Run(["doctor"]);
        Directory.EnumerateFileSystemEntries(person.StateFolder).Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(person.ConfigFolder).Should().BeEmpty();
    }

    /// <summary>
    /// The steps: <c>*</c> begins one that is told by its reason, any other is its command or edit; OWN is the person's own file.
    /// </summary>
    private static async Task Check(Action<Person> given, int exitCode, string verdict, params string[] steps)
    {
        using var person = new Person();
        given(person);
        var report = await Report(person, exitCode);
        report.GetProperty("canRoute").GetBoolean().Should().Be(exitCode == 0);
        report.GetProperty("verdict").GetString().Should().Be(verdict);
        string[] told = [.. Steps(report).Select(step => step.Replace(OwnFile(person), "OWN", StringComparison.Ordinal))];
        string[] reasons = [.. report.GetProperty("next").EnumerateArray().Select(step => "*" + step.GetProperty("why"))];
        told.Should().HaveSameCount(steps, string.Join('\n', told.Zip(reasons)));
        foreach (var step in steps)
        {
            (step.StartsWith('*') ? reasons : told).Should().Contain(step);
        }
    }

    private static async Task<JsonElement> Report(Person person, int exitCode, params string[] arguments)
    {
        var run = await person.Run(["doctor", "--json", .. arguments]);
        run.ExitCode.Should().Be(exitCode, run.Out + run.Error);
        run.Error.Should().BeEmpty();
        run.Out.Should().NotContain("canary-key");
        return run.Json;
    }

    private static string State(JsonElement report, string layer) =>
        report
            .GetProperty("layers")
            .EnumerateArray()
            .Single(one => one.GetProperty("layer").GetString() == layer)
            .GetProperty("state")
            .GetString()!;

    private static IEnumerable<string> Steps(JsonElement report) =>
        report
            .GetProperty("next")
            .EnumerateArray()
            .Select(step =>
                step.TryGetProperty("command", out var command) ? command.GetString()!
                : step.TryGetProperty("edit", out var place) ? $"edit {place}"
                : "nothing"
            );

    private static string OwnFile(Person person) => Path.Combine(person.ConfigFolder, "shim-lsp", "models.json");

    private static void Own(Person person, string text) => person.Write("config/shim-lsp/models.json", text);

    private static void Remember(Person person, string slug)
    {
        using var process = person.Start("use", slug);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
    }

    /// <summary>As an editor's own trust leaves it: the text may be read, and nothing was said about its credentials.</summary>
    private static async Task TrustTextAlone(Person person, string file)
    {
        var memory = Directory.GetFiles(Path.Combine(person.StateFolder, "shim-lsp", "workspaces")).Single();
        var text = await File.ReadAllTextAsync(memory);
        var before = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        before["trustedCatalogs"]!
            .AsArray()
            .Add(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file))));
        await File.WriteAllTextAsync(memory, before.ToJsonString());
    }
}
