namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>models</c>, <c>use</c> and <c>status</c>.</summary>
public sealed class ModelCommandsTests
{
    private const string Catalog = """
        { "models": [
          { "slug": "small", "model": "s", "provider": "ollama", "cost": 1, "max_context_limit": 8000 },
          { "slug": "big", "model": "b", "provider": "openai", "api_key": "${env:OPENAI_API_KEY}", "cost": 9,
            "pricing": { "input": 2, "output": 10 } } ] }
        """;

    [Fact]
    [Trait("Parity", "12")]
    public async Task Models_are_a_row_each_and_a_missing_key_says_which()
    {
        using var person = new Person();
        var run = await person.Run(["models", "--models", person.Write("m.json", Catalog)]);
        run.ExitCode.Should().Be(0);
        run.Lines.Should().Contain(line => line.StartsWith("● auto", StringComparison.Ordinal));
        run.Lines.Should()
            .Contain(line =>
                line.Contains("ollama/s")
                && line.Contains("cost 1")
                && line.Contains("8k")
                && line.EndsWith("ready", StringComparison.Ordinal)
            );
        run.Lines.Should()
            .Contain(line => line.Contains("openai/b") && line.Contains("2/10") && line.EndsWith("no key", StringComparison.Ordinal));
        run.Out.Should().Contain("big: OPENAI_API_KEY is not set. Run: export OPENAI_API_KEY=…");
    }

    [Fact]
    public async Task With_json_models_is_what_listModels_answers()
    {
        using var person = new Person();
        var file = person.Write("m.json", Catalog);
        var run = await person.Run(["models", "--models", file, "--json"]);
        var rpc = await person.Run(["rpc", "--models", file], """{"jsonrpc":"2.0","id":1,"method":"listModels"}""" + "\n");
        Compact(run.Json).Should().Be(Compact(rpc.Json.GetProperty("result")));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_ends_with_1_and_its_place_on_stderr_while_the_others_are_listed()
    {
        using var person = new Person();
        var file = person.Write("m.json", Catalog.Replace("\"ollama\"", "\"olama\"", StringComparison.Ordinal));
        var run = await person.Run(["models", "--models", file]);
        run.ExitCode.Should().Be(1);
        run.Out.Should().Contain("openai/b").And.NotContain("error:");
        run.Error.TrimEnd().Should().StartWith($"{file}:2:48: error: ").And.NotContain("\n");

        var json = await person.Run(["models", "--models", file, "--json"]);
        json.ExitCode.Should().Be(1);
        json.Error.Should().Be(run.Error);
        json.Json.GetProperty("models").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task A_warning_alone_is_told_and_ends_with_0()
    {
        using var person = new Person();
        var file = person.Write("m.json", Catalog.Replace("\"cost\": 1,", "\"cost\": -1,", StringComparison.Ordinal));
        var run = await person.Run(["models", "--models", file]);
        run.ExitCode.Should().Be(0);
        run.Error.Should().Contain($"{file}:2:66: warning: ").And.NotContain("error:");
    }

    [Fact]
    [Trait("Parity", "13")]
    public async Task A_used_model_is_remembered_for_its_workspace_alone()
    {
        using var person = new Person();
        var other = Directory.CreateDirectory(Path.Combine(person.Temporary, "other")).FullName;
        (await person.Run(["use", "local-small"]))
            .Out.Should()
            .Contain("local-small is the active model")
            .And.Contain("Running editors and gateways of this workspace follow.");
        (await person.Run(["status", "--json"])).Json.GetProperty("active").GetString().Should().Be("local-small");
        (await person.Run(["status", "--json", "--folder", other])).Json.GetProperty("active").GetString().Should().Be("auto");
        (await person.Run(["route", "anything", "--json"])).Json.GetProperty("source").GetString().Should().Be("pinned");
    }

    [Fact]
    public async Task A_model_used_everywhere_is_that_of_every_workspace_in_which_none_was_chosen()
    {
        using var person = new Person();
        var chosen = Directory.CreateDirectory(Path.Combine(person.Temporary, "chosen")).FullName;
        var other = Directory.CreateDirectory(Path.Combine(person.Temporary, "other")).FullName;
        await person.Run(["use", "auto", "--folder", chosen]);
        (await person.Run(["use", "local-small", "--everywhere"]))
            .Out.Should()
            .Contain("local-small is also the model of every workspace in which you chose none.");
        (await Active(other)).Should().Be("local-small");
        (await Active(chosen)).Should().Be("auto");

        // A catalog that lacks it is not at fault.
        var file = person.Write("one.json", """{ "models": [{ "model": "x", "provider": "ollama" }] }""");
        var status = await person.Run(["models", "--json", "--folder", other, "--models", file]);
        status.Json.GetProperty("active").GetString().Should().Be("auto");
        status.Json.GetProperty("catalog").GetProperty("problems").GetArrayLength().Should().Be(0);

        async Task<string?> Active(string folder) =>
            (await person.Run(["status", "--json", "--folder", folder])).Json.GetProperty("active").GetString();
    }

    [Theory]
    [InlineData("lokal-small", "Did you mean: local-small?")]
    [InlineData("zzzzzzzzz", "There is no model 'zzzzzzzzz'. Available models: ")]
    public async Task An_unknown_model_ends_with_1_and_a_suggestion(string slug, string says)
    {
        using var person = new Person();
        var run = await person.Run(["use", slug]);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain(says);
        (await person.Run(["use", slug, "--json"])).Json.GetProperty("error").GetProperty("code").GetInt32().Should().Be(1001);
    }

    [Fact]
    public async Task A_model_that_cannot_be_remembered_is_an_error()
    {
        using var person = new Person();
        person.With("XDG_STATE_HOME", person.Write("file", "no folder")).With("LOCALAPPDATA", person.Write("file", "no folder"));
        var run = await person.Run(["use", "local-small"]);
        run.ExitCode.Should().Be(1);
        run.Error.TrimEnd()
            .Should()
            .NotContain("\n")
            .And.Contain("could not be saved")
            .And.Contain("is not a folder")
            .And.Contain("shim-lsp doctor");
    }

    [Theory]
    [InlineData("models")]
    [InlineData("use small")]
    [InlineData("route something")]
    public async Task An_unreadable_catalog_ends_with_1_and_its_first_problem(string arguments)
    {
        using var person = new Person();
        var file = person.Write("broken.json", "{ \"models\": [");
        var run = await person.Run([.. arguments.Split(' '), "--models", file, "--json"]);
        run.ExitCode.Should().Be(1);
        run.Error.Should().StartWith($"shim-lsp: {file}:1:").And.NotContain("see the problems");
        run.Json.GetProperty("error").GetProperty("code").GetInt32().Should().Be(1003);
    }

    [Fact]
    [Trait("Parity", "17")]
    public async Task Where_the_router_is_off_there_is_no_auto_and_the_file_that_says_so_is_named()
    {
        using var person = new Person();
        var file = person.Write("off.json", """{ "models": [ "llama" ], "router": { "enabled": false } }""");
        var run = await person.Run(["use", "auto", "--models", file, "--json"]);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("the router is off").And.Contain(file);
        run.Json.GetProperty("error").GetProperty("code").GetInt32().Should().Be(1001);
    }

    [Fact]
    public async Task Status_names_the_settings_and_whose_counts_it_shows()
    {
        using var person = new Person();
        var run = await person.Run(["status"]);
        run.ExitCode.Should().Be(0);
        run.Out.Should()
            .Contain(person.Workspace)
            .And.Contain("local-small, local-large (2 of 7)")
            .And.Contain("threshold 0.70")
            .And.Contain("0 of 256 entries")
            .And.Contain("counted per process")
            .And.Contain("the embedded sample");
    }

    [Fact]
    public async Task A_name_in_a_catalog_cannot_speak_to_the_terminal()
    {
        using var person = new Person();
        var file = person.Write(
            "m.json",
            """{ "models": [{ "slug": "a", "model": "m", "provider": "ollama", "display_name": "x\u001b[31m\u202ey" }] }"""
        );
        var run = await person.Run(["models", "--models", file]);
        run.Out.Should().Contain("x?[31m?y").And.NotContain("\e").And.NotContain("\u202e");
    }

    private static string Compact(System.Text.Json.JsonElement json) =>
        System.Text.Json.Nodes.JsonNode.Parse(json.GetRawText())!.ToJsonString();
}
