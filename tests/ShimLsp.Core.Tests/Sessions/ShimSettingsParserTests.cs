using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Core.Tests.Sessions;

public class ShimSettingsParserTests
{
    private static readonly ShimSettings All = new()
    {
        ModelsPath = "/m.json",
        Enabled = false,
        Threshold = 0.8,
        CacheCapacity = 16,
        CacheTtlSeconds = 1.5,
        Classifier = "haiku",
        TimeoutSeconds = 3,
        Affinity = Affinity.None,
        Escalation = Escalation.Off,
        Learning = Learning.On,
        Default = "opus",
        Cache = false,
        LogLevel = LogVerbosity.Debug,
    };

    [Theory]
    [InlineData(
        """
            { "modelsPath": "/m.json", "logLevel": "debug", "router": { "enabled": false, "threshold": 0.8, "cacheCapacity": 16,
              "cacheTtlSeconds": 1.5, "classifier": "haiku", "timeoutSeconds": 3, "affinity": "none", "learning": "on",
              "escalation": "off", "default": "opus",
              "cache": false } }
            """
    )]
    [InlineData(
        """
            { "modelsPath": " /m.json ", "logLevel": "debug", "router.enabled": false, "router.threshold": 0.8, "router.cacheCapacity": 16,
              "router.cacheTtlSeconds": 1.5, "router.classifier": "haiku", "router.timeoutSeconds": 3, "router.affinity": "none",
              "router.learning": "on", "router.escalation": "off", "router.default": "opus", "router.cache": false }
            """
    )]
    [InlineData(
        """
            { "modelsPath": "/m.json", "logLevel": "debug", "router": { "enabled": false, "threshold": 0.8, "cacheCapacity": 16,
                "cacheTtlSeconds": null },
              "router.cacheTtlSeconds": 1.5, "router.classifier": "haiku", "router.timeoutSeconds": 3, "router.affinity": "none",
              "router.learning": "on", "router.escalation": "off", "router.default": "opus", "router.cache": false,
              "router.enabled": null, "server": { "path": "/x" }, "trace.server": "off" }
            """
    )]
    public void Nested_and_dotted_settings_say_the_same(string section) => Check(section).Should().Be(All);

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "router": null }""")]
    [InlineData("""{ "router": { "threshold": null }, "logLevel": null, "modelsPath": "", "router.classifier": " " }""")]
    public void Null_and_absent_and_cleared_mean_not_set(string section) => Check(section).Should().Be(ShimSettings.Empty);

    [Fact]
    public void An_absent_section_sets_nothing() => ShimSettingsParser.Parse(default).Settings.Should().Be(ShimSettings.Empty);

    [Theory]
    [InlineData("""{ "router": { "threshold": 1.1 } }""", "outOfRange router.threshold")]
    [InlineData("""{ "router.threshold": -1 }""", "outOfRange router.threshold")]
    [InlineData("""{ "router.threshold": "0.8" }""", "wrongType router.threshold")]
    [InlineData("""{ "router.cacheCapacity": 0 }""", "outOfRange router.cacheCapacity")]
    [InlineData("""{ "router.cacheCapacity": 65537 }""", "outOfRange router.cacheCapacity")]
    [InlineData("""{ "router.cacheCapacity": 1.5 }""", "outOfRange router.cacheCapacity")]
    [InlineData("""{ "router.cacheTtlSeconds": 0 }""", "outOfRange router.cacheTtlSeconds")]
    [InlineData("""{ "router.cacheTtlSeconds": 1e400 }""", "outOfRange router.cacheTtlSeconds")]
    [InlineData("""{ "router.timeoutSeconds": -3 }""", "outOfRange router.timeoutSeconds")]
    [InlineData("""{ "router.enabled": "true" }""", "wrongType router.enabled")]
    [InlineData("""{ "router": { "cache": 1 } }""", "wrongType router.cache")]
    [InlineData("""{ "router.affinity": "sticky" }""", "unknownValue router.affinity")]
    [InlineData("""{ "router.affinity": true }""", "wrongType router.affinity")]
    [InlineData("""{ "router.escalation": "maybe" }""", "unknownValue router.escalation")]
    [InlineData("""{ "router.learning": "maybe" }""", "unknownValue router.learning")]
    [InlineData("""{ "router.learning": true }""", "wrongType router.learning")]
    [InlineData("""{ "router.classifier": ["haiku"] }""", "wrongType router.classifier")]
    [InlineData("""{ "router.default": "\ud800" }""", "wrongType router.default")]
    [InlineData("""{ "logLevel": "verbose" }""", "unknownValue logLevel")]
    [InlineData("""{ "modelsPath": 1 }""", "wrongType modelsPath")]
    [InlineData("""{ "router": "on" }""", "wrongType router")]
    [InlineData("""{ "router": 1, "router": 2, "router": {}, "router": "on" }""", "wrongType router")]
    [InlineData("""{ "router": { "treshold": 0.5 } }""", "unknownField router.treshold")]
    [InlineData("""{ "others": { "x": 1 } }""", "unknownField others.x")]
    [InlineData("""{ "foo.bar": 1 }""", "unknownField foo.bar")]
    [InlineData("""{ "router": { "foo": { "bar": 1 } } }""", "unknownField router.foo.bar")]
    [InlineData("""{ "threshold": 0.5 }""", "unknownField threshold")]
    [InlineData("""{ "logLevel": {} }""", "wrongType logLevel")]
    [InlineData("[]", "wrongType ")]
    public void A_bad_value_is_a_problem_and_is_not_set(string section, string expected) =>
        Check(section, expected).Should().Be(ShimSettings.Empty);

    [Fact]
    public void An_unknown_name_is_told_with_what_was_meant()
    {
        Parse("""{ "threshold": 0.5 }""").Problems[0].Message.Should().EndWith("Did you mean `shim.router.threshold`?");
        Parse("""{ "foo": { "bar": 1 } }""").Problems[0].Message.Should().Contain("\"shim.foo.bar\"");
    }

    [Fact]
    public void Unknown_names_are_few_and_short_however_many_and_long_they_are()
    {
        var names = Enumerable.Range(0, 1000).Select(at => $"\"{new string('n', 100_000)}{at}\": {{ \"x{at}\": 1 }}, \"n{at}\": 1");
        var problems = Parse($"{{ {string.Join(", ", names)} }}").Problems;

        problems.Should().HaveCount(20).And.OnlyContain(problem => problem.Path!.Length < 100 && problem.Message.Length < 200);
    }

    /// <summary>An editor sends them with the others.</summary>
    [Fact]
    public void The_settings_of_the_extension_alone_are_known()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Repository.File("client-vscode/package.json")));
        manifest
            .RootElement.GetProperty("contributes")
            .GetProperty("configuration")
            .GetProperty("properties")
            .EnumerateObject()
            .Select(property => property.Name["shim.".Length..])
            .Except(SettingFields.All.Select(setting => setting.Path))
            .Should()
            .BeEquivalentTo(SettingFields.OfExtension);
    }

    [Theory]
    [InlineData("b", "defaultNotCandidate router.default")]
    [InlineData("a", "")]
    public void A_default_that_Auto_never_uses_is_a_problem(string name, string expected)
    {
        var catalog = CatalogParser.Parse("""{ "models": ["a", "b"], "router": { "candidates": ["a"] } }"""u8).Catalog!;

        var (applied, problems) = (ShimSettings.Empty with { Default = name }).ApplyTo(catalog);

        applied.Default?.Value.Should().Be(name);
        string.Join(' ', problems.Select(problem => $"{problem.Code} {problem.Path}")).Should().Be(expected);
    }

    [Fact]
    public void A_bad_value_costs_no_other() =>
        Check("""{ "router": { "threshold": 2, "cacheCapacity": 16 } }""", "outOfRange router.threshold").CacheCapacity.Should().Be(16);

    [Fact]
    public void A_name_that_is_not_text_is_not_a_setting() =>
        Check("""{ "\ud800": 1, "router.cacheCapacity": 16 }""").CacheCapacity.Should().Be(16);

    [Fact]
    public void A_setting_overrides_the_catalog_and_an_absent_one_does_not()
    {
        var router = new RouterSpec
        {
            Threshold = 0.1,
            CacheTtl = TimeSpan.FromSeconds(9),
            Slug = new("route"),
            MaxTokens = 7,
        };

        ShimSettings.Empty.ApplyTo(router).Should().Be(router);
        All.ApplyTo(router)
            .Should()
            .Be(
                new RouterSpec
                {
                    Enabled = false,
                    Slug = new("route"),
                    Classifier = new("haiku"),
                    Threshold = 0.8,
                    Default = new("opus"),
                    Cache = false,
                    CacheCapacity = 16,
                    CacheTtl = TimeSpan.FromSeconds(1.5),
                    Timeout = TimeSpan.FromSeconds(3),
                    MaxTokens = 7,
                    Affinity = Affinity.None,
                    Escalation = Escalation.Off,
                    Learning = Learning.On,
                }
            );
    }

    [Fact]
    public void A_name_that_no_model_has_leaves_the_catalogs_own()
    {
        var catalog = CatalogParser.Parse("""{ "models": ["haiku", "opus"], "router": { "default": "haiku" } }"""u8).Catalog!;

        var (applied, problems) = (All with { Default = "nobody" }).ApplyTo(catalog);

        (applied.Classifier?.Value, applied.Default?.Value).Should().Be(("haiku", "haiku"));
        problems
            .Select(problem => $"{problem.Code} {problem.Path} {problem.Source}")
            .Should()
            .Equal("unknownModel router.default settings");
    }

    private static (ShimSettings Settings, ImmutableArray<CatalogProblem> Problems) Parse(string section)
    {
        using var document = JsonDocument.Parse(section);
        return ShimSettingsParser.Parse(document.RootElement);
    }

    private static ShimSettings Check(string section, params string[] expected)
    {
        var (settings, problems) = Parse(section);
        problems.Select(problem => $"{problem.Code} {problem.Path}").Should().Equal(expected);
        problems.Should().NotContain(problem => problem.Source != "settings" || problem.Severity != ProblemSeverity.Warning);
        return settings;
    }
}
