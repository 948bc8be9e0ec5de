using System.Text.Json;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>A person with a key, and models of an upstream that <c>doctor --probe</c> asks.</summary>
public abstract class ProbedModels : IAsyncLifetime
{
    private protected const string Key = "canary-key-1234567890";

    private protected Person Person { get; } = new Person().With("SOME_KEY", Key);

    private protected MockUpstream Upstream { get; private set; } = null!;

    public async Task InitializeAsync() => Upstream = await MockUpstream.StartAsync();

    public async Task DisposeAsync()
    {
        await Upstream.DisposeAsync();
        Person.Dispose();
    }

    private protected async Task<JsonElement> Run(int exitCode)
    {
        var run = await Person.Run(["doctor", "--probe", "--json"]);
        run.ExitCode.Should().Be(exitCode, run.Out + run.Error);
        run.Error.Should().BeEmpty();
        run.Out.Should().NotContain(Key, "no key is ever told, also where the other side repeats it");
        return run.Json;
    }

    private protected void Own(params string[] slugs) => Write(string.Join(", ", slugs.Select(slug => Row(slug))));

    private protected void Write(string rows, string router = "{}") =>
        Person.Write(
            "config/shim-lsp/models.json",
            $$"""{ "models": [ {{rows}} ], "router": {{router}} }""".Replace("URL", Upstream.BaseUrl, StringComparison.Ordinal)
        );

    private protected void Script(string slug, Answer answer) => Upstream[$"m-{slug}"].Answers(answer);

    private protected static string Row(string slug, string baseUrl = "URL") =>
        $$"""
            { "slug": "{{slug}}", "model": "m-{{slug}}", "provider": "openai", "base_url": "{{baseUrl}}",
              "api_key": "${env:SOME_KEY}", "cost": 1 }
            """;
}
