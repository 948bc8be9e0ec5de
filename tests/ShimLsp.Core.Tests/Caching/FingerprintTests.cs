using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Caching;

/// <summary>What a cached score depends on in a catalog, and what it must never depend on.</summary>
public sealed class FingerprintTests
{
    private static readonly ModelSpec Model = Row.Table("haiku cost 1 strength 0.5 context 1000 output 100 price 1/5 card fast")[
        0
    ].Model with
    {
        BaseUrl = new("https://api.example.com/v1"),
    };

    public static TheoryData<string, Func<ModelSpec, ModelSpec>> Secret { get; } =
        new()
        {
            { "a literal key", model => model with { Credential = CredentialReference.Literal("sk-canary") } },
            { "a variable", model => model with { Credential = CredentialReference.Env("KEY") } },
            { "a file", model => model with { Credential = CredentialReference.File("/home/me/key") } },
            {
                "a header",
                model =>
                    model with
                    {
                        ExtraHeaders = ImmutableSortedDictionary<string, HeaderValue>.Empty.Add("x-key", HeaderValue.Literal("canary")),
                    }
            },
            { "the URL's path", model => model with { BaseUrl = new("https://api.example.com/tenants/7/v2") } },
            { "the URL's query", model => model with { BaseUrl = new("https://api.example.com/v1?key=canary") } },
            { "user info", model => model with { BaseUrl = new("https://me:canary@api.example.com/v1") } },
            { "the place of its row", model => model with { Position = new(7, 4) } },
            { "the display name", model => model with { DisplayName = "Claude" } },
        };

    public static TheoryData<string, Func<ModelSpec, ModelSpec>> Weighty { get; } =
        new()
        {
            { "slug", model => model with { Slug = new("haiku2") } },
            { "model", model => model with { Model = "haiku-5" } },
            { "provider", model => model with { Provider = ModelProvider.Anthropic } },
            { "scheme", model => model with { BaseUrl = new("http://api.example.com/v1") } },
            { "host", model => model with { BaseUrl = new("https://api.example.org/v1") } },
            { "port", model => model with { BaseUrl = new("https://api.example.com:8443/v1") } },
            { "card", model => model with { Card = "slow" } },
            { "no card", model => model with { Card = null } },
            { "strength", model => model with { Strength = 0.6 } },
            { "cost", model => model with { Cost = 2 } },
            { "context", model => model with { ContextWindow = 2000 } },
            { "output", model => model with { MaxOutputTokens = 200 } },
            { "images", model => model with { SupportsImages = true } },
            { "tools", model => model with { SupportsTools = false } },
            { "prices", model => model with { Pricing = new(1, 0.1, 5) } },
            { "no prices", model => model with { Pricing = null } },
            { "candidate", model => model with { IsCandidate = false } },
        };

    [Theory]
    [MemberData(nameof(Secret))]
    public void Never_covers(string what, Func<ModelSpec, ModelSpec> change) =>
        Fingerprint(change(Model)).Should().Be(Fingerprint(Model), $"{what} has no place in it");

    [Theory]
    [MemberData(nameof(Weighty))]
    public void Covers(string what, Func<ModelSpec, ModelSpec> change) =>
        Fingerprint(change(Model)).Should().NotBe(Fingerprint(Model), $"a score may depend on {what}");

    [Fact]
    public void Covers_the_classifier() =>
        Fingerprint(Model, new RouterSpec { Classifier = new("haiku") }).Should().NotBe(Fingerprint(Model));

    [Fact]
    public void Leaves_out_what_chooses_among_scores() =>
        Fingerprint(
                Model,
                new RouterSpec
                {
                    Threshold = 0.9,
                    Default = new("haiku"),
                    CacheCapacity = 3,
                }
            )
            .Should()
            .Be(Fingerprint(Model));

    private static string Fingerprint(ModelSpec model, RouterSpec? router = null) =>
        Convert.ToHexStringLower(new Catalog([model], router ?? new RouterSpec()).Fingerprint);
}
