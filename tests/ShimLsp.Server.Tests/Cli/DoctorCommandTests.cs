using static ShimLsp.Server.Tests.Cli.DoctorRun;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>doctor</c>: each situation has its verdict, its exit code, and a step that leads out of it.</summary>
public sealed class DoctorCommandTests
{
    [Fact]
    [Trait("Parity", "7")]
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
    public async Task An_unreadable_catalog_has_its_line_to_mend() =>
        await Check(
            person => Own(person, "{ \"models\": [\n  { \"slug\": \"a\" \"b\" }\n] }"),
            1,
            "Auto cannot route: the catalog cannot be read.",
            "edit OWN:2:16"
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
    [Trait("Parity", "8")]
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
}
