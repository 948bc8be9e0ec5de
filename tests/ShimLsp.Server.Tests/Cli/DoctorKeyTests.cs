using static ShimLsp.Server.Tests.Cli.DoctorRun;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>doctor</c> names the key that is missing or at fault, and where it is.</summary>
public sealed class DoctorKeyTests
{
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
