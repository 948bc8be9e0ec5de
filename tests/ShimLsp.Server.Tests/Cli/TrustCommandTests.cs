using System.Security.Cryptography;
using System.Text;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>trust</c>: a clone's catalog is shown first, and used only as it was shown.</summary>
public sealed class TrustCommandTests
{
    private const string Catalog = """
        { "models": [ { "slug": "theirs", "model": "m", "provider": "generic-chat-completion-api", "base_url": "https://api.example.com/v1",
          "api_key": "${env:OPENAI_API_KEY}" } ] }
        """;

    [Fact]
    public async Task It_shows_file_hash_endpoint_and_credential_and_stores_nothing_unasked()
    {
        using var person = Clone();
        var run = await person.Run(["trust"]);
        run.ExitCode.Should().Be(2);
        run.Out.Should()
            .Contain(Path.Combine(".shim", "models.json"))
            .And.Contain(Hash(Catalog))
            .And.Contain("https://api.example.com:443")
            .And.Contain("${env:OPENAI_API_KEY} → https://api.example.com:443");
        run.Error.Should().Contain("--yes");
        Directory.EnumerateFileSystemEntries(person.StateFolder).Should().BeEmpty();
    }

    [Fact]
    public async Task Agreed_to_the_catalog_is_in_force_with_its_credential_and_an_edit_asks_again()
    {
        using var person = Clone();
        (await Source(person)).Should().Be("embedded");
        (await person.Run(["trust", "--yes"])).ExitCode.Should().Be(0);
        (await Source(person)).Should().EndWith("models.json");
        (await person.Run(["route", "x"])).Out.Should().Be("theirs\n");
        person.Write("workspace/.shim/models.json", Catalog + " ");
        (await Source(person)).Should().Be("embedded");
    }

    [Fact]
    public async Task To_a_program_it_only_looks_unless_it_is_told_to_agree()
    {
        using var person = Clone();
        (await person.Run(["trust", "--json"])).Json.GetProperty("trusted").GetBoolean().Should().BeFalse();
        var agreed = (await person.Run(["trust", "--json", "--yes"])).Json;
        agreed.GetProperty("trusted").GetBoolean().Should().BeTrue();
        agreed.GetProperty("grants").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData(null, "it has no .shim/models.json")]
    [InlineData("{ broken", "There is nothing to trust")]
    public async Task Without_a_readable_catalog_there_is_nothing_to_trust(string? text, string says)
    {
        using var person = new Person();
        if (text is not null)
        {
            person.Write("workspace/.shim/models.json", text);
        }

        var run = await person.Run(["trust", "--yes"]);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain(says);
    }

    [Fact]
    public async Task A_persons_own_faulty_catalog_is_not_why_there_is_nothing_to_trust()
    {
        using var person = new Person();
        person.Write("config/shim-lsp/models.json", "{ broken");
        var run = await person.Run(["trust", "--yes"]);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("it has no .shim/models.json").And.Contain($"shim-lsp init --workspace --folder {person.Workspace}");
    }

    [Fact]
    public async Task A_broken_catalog_has_its_line()
    {
        using var person = new Person();
        var file = person.Write("workspace/.shim/models.json", "{\n broken");
        (await person.Run(["trust", "--yes"])).Error.Should().Contain($"{file}:2:2: ");
    }

    [Fact]
    public async Task What_is_allowed_already_is_shown_apart_and_agreeing_again_changes_nothing()
    {
        using var person = Clone();
        await person.Run(["trust", "--yes"]);
        var again = await person.Run(["trust"]);
        again.ExitCode.Should().Be(0, again.Error);
        again
            .Out.Should()
            .MatchRegex("Allowed before +\\$\\{env:OPENAI_API_KEY\\} → https://api\\.example\\.com:443")
            .And.Contain("nothing was changed")
            .And.NotContain("Sends credentials");
        var json = (await person.Run(["trust", "--json"])).Json;
        json.GetProperty("allowed")[0].GetProperty("origin").GetString().Should().Be("https://api.example.com:443");
    }

    [Fact]
    public async Task Where_the_way_is_not_encrypted_it_says_so_but_not_of_this_machine()
    {
        using var person = Clone(
            Catalog
                .Replace("https://", "http://", StringComparison.Ordinal)
                .Replace("] }", """, { "slug": "here", "model": "m", "provider": "ollama" } ] }""", StringComparison.Ordinal)
        );
        var run = await person.Run(["trust"]);
        run.Lines.Should().Contain(line => line.Contains("http://api.example.com:80  not encrypted"));
        run.Lines.Should().Contain(line => line.EndsWith("http://127.0.0.1:11434", StringComparison.Ordinal));
        (await person.Run(["trust", "--json"]))
            .Json.GetProperty("unencrypted")
            .EnumerateArray()
            .Select(origin => origin.GetString())
            .Should()
            .Equal("http://api.example.com:80");
    }

    [Fact]
    public async Task Nothing_in_the_file_can_speak_to_the_terminal()
    {
        using var person = Clone(Catalog.Replace("${env:OPENAI_API_KEY}", "${file:x\\u202ey}", StringComparison.Ordinal));
        var run = await person.Run(["trust"]);
        run.Out.Should().Contain("x%E2%80%AEy} → ").And.NotContain("\u202e");
    }

    [Fact]
    public async Task Trust_can_be_taken_back_and_the_active_model_stays()
    {
        using var person = Clone();
        await person.Run(["trust", "--yes"]);
        await person.Run(["use", "theirs"]);
        var run = await person.Run(["trust", "--revoke"]);
        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().Contain("${env:OPENAI_API_KEY} → https://api.example.com:443").And.Contain("Trust removed");
        (await Source(person)).Should().Be("embedded");
        (await person.Run(["doctor", "--json"])).Json.GetProperty("active").GetProperty("remembered").GetString().Should().Be("theirs");
        var again = (await person.Run(["trust", "--revoke", "--json"])).Json;
        again.GetProperty("catalogs").GetArrayLength().Should().Be(0);
        again.GetProperty("grants").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_file_that_a_setting_names_can_be_trusted_too_but_none_of_another_folder()
    {
        using var person = Clone();
        var named = person.Write("workspace/config/models.json", Catalog);
        var json = (await person.Run(["trust", "--models", "config/models.json", "--yes", "--json"])).Json;
        json.GetProperty("catalog").GetString().Should().Be(named);
        json.GetProperty("trusted").GetBoolean().Should().BeTrue();
        var run = await person.Run(["trust", "--models", person.Write("elsewhere.json", Catalog), "--yes"]);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("it needs no trust");
    }

    [Fact]
    public async Task However_many_credentials_there_are_all_are_remembered_in_one_step()
    {
        using var person = Clone(Asking(2_000, new string('x', 1_000)));
        await person.Run(["use", "auto"]);
        await person.Run(["trust", "--revoke"]);
        var run = await person.Run(["trust", "--yes"]);
        run.ExitCode.Should().Be(0, run.Error);
        var json = (await person.Run(["trust", "--json"])).Json;
        json.GetProperty("trusted").GetBoolean().Should().BeTrue();
        json.GetProperty("allowed").GetArrayLength().Should().Be(2_000);
        (await Remembered(person)).Should().Be("auto");
    }

    [Fact]
    public async Task More_than_can_be_remembered_is_refused_and_nothing_is_lost()
    {
        using var person = Clone();
        await person.Run(["trust", "--yes"]);
        await person.Run(["use", "theirs"]);
        // A letter beyond ASCII takes two bytes in the catalog and six in the file of what is remembered.
        person.Write("workspace/.shim/models.json", Asking(40, new string('é', 100_000)));

        var run = await person.Run(["trust", "--yes"]);

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("could not be saved: they would take more than 16 MiB");
        run.Out.Should().NotContain("Trusted.");
        (await Remembered(person)).Should().Be("theirs");
        person.Write("workspace/.shim/models.json", Catalog);
        (await person.Run(["trust", "--json"])).Json.GetProperty("trusted").GetBoolean().Should().BeTrue();
    }

    private static string Asking(int credentials, string name) =>
        $$"""
            {"models":[{{string.Join(
                ',',
                Enumerable
                    .Range(0, credentials)
                    .Select(number => $$$"""{"model":"m{{{number}}}","provider":"ollama","api_key":"${file:/{{{name}}}{{{number}}}}"}""")
            )}}]}
            """;

    private static async Task<string?> Remembered(Person person) =>
        (await person.Run(["doctor", "--json"])).Json.GetProperty("active").GetProperty("remembered").GetString();

    private static Person Clone(string catalog = Catalog)
    {
        var person = new Person().With("OPENAI_API_KEY", "canary-key");
        person.Write("workspace/.shim/models.json", catalog);
        return person;
    }

    private static async Task<string> Source(Person person) =>
        (await person.Run(["models", "--json"])).Json.GetProperty("catalog").GetProperty("sources")[0].GetString()!;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
