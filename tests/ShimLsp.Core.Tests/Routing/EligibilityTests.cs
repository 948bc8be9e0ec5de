using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>Who can take a request, and why the others cannot.</summary>
public sealed class EligibilityTests
{
    private static readonly ImmutableArray<Row> Rows = Row.Table(
        """
        plain
        blind      context 1000
        seeing     images
        toolless   noTools  images
        """
    );

    [Theory]
    [InlineData(false, false, 1, null, "plain blind seeing toolless", "")]
    [InlineData(true, false, 1, null, "seeing toolless", "plain NoImages, blind NoImages")]
    [InlineData(false, true, 1, null, "plain blind seeing", "toolless NoTools")]
    [InlineData(true, true, 1, null, "seeing", "plain NoImages, blind NoImages, toolless NoTools")]
    [InlineData(false, false, 1000, null, "plain blind seeing toolless", "")]
    [InlineData(false, false, 1001, null, "plain seeing toolless", "blind ContextTooSmall")]
    [InlineData(true, false, 1001, null, "seeing toolless", "plain NoImages, blind NoImages")]
    [InlineData(false, false, 1, "seeing plain", "plain seeing", "blind NotRequested, toolless NotRequested")]
    [InlineData(true, false, 1, "plain", "", "plain NoImages, blind NotRequested, seeing NotRequested, toolless NotRequested")]
    [InlineData(false, false, 1, "", "", "plain NotRequested, blind NotRequested, seeing NotRequested, toolless NotRequested")]
    public void By_the_request(bool images, bool tools, int tokens, string? requested, string able, string rejected)
    {
        var eligible = Eligibility.ForRequest(Models, new TaskSignal("a task", images, tools, tokens), SlugsOf(requested));

        Slugs(eligible.ByRequest).Should().Be(able);
        Slugs(eligible.Now).Should().Be(able);
        Rejections(eligible).Should().Be(rejected);
    }

    [Fact]
    public void By_the_moment_after_the_request_and_the_request_still_counts()
    {
        var able = Eligibility.ForRequest(Models, new TaskSignal("a task", true, false, 1), requested: null);

        var now = able.AtThisMoment(model => model.Slug.Value == "seeing" ? Rejection.RateLimited : null);

        Slugs(now.ByRequest).Should().Be("seeing toolless", "what is scored does not hang on the moment");
        Slugs(now.Now).Should().Be("toolless");
        Rejections(now).Should().Be("plain NoImages, blind NoImages, seeing RateLimited");
    }

    [Fact]
    public void A_moment_that_refuses_no_model_changes_nothing()
    {
        var able = Eligibility.ForRequest(Models, new TaskSignal("a task", false, false, 1), requested: null);

        able.AtThisMoment(_ => null).Should().Be(able);
    }

    private static ImmutableArray<ModelSpec> Models { get; } = [.. Rows.Select(row => row.Model)];

    private static ImmutableArray<ModelSlug>? SlugsOf(string? requested) =>
        requested is null ? null : [.. requested.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(slug => new ModelSlug(slug))];

    private static string Slugs(IEnumerable<ModelSpec> models) => string.Join(' ', models.Select(model => model.Slug));

    private static string Rejections(Eligibility eligible) =>
        string.Join(", ", eligible.Rejected.Select(candidate => $"{candidate.Slug} {candidate.Rejection}"));
}
