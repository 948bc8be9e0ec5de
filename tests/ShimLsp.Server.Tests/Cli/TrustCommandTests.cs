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
        run.Out.Should().Contain(Path.Combine(".shim", "models.json")).And.Contain(Hash(Catalog)).And.Contain("https://api.example.com:443")
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

    private static Person Clone()
    {
        var person = new Person().With("OPENAI_API_KEY", "canary-key");
        person.Write("workspace/.shim/models.json", Catalog);
        return person;
    }

    private static async Task<string> Source(Person person) =>
        (await person.Run(["models", "--json"])).Json.GetProperty("catalog").GetProperty("sources")[0].GetString()!;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
