using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>Which model is active, who is notified, and what is reported if it cannot be active.</summary>
public sealed class ActiveModelTests
{
    [Theory]
    [InlineData("strong", "auto")]
    [InlineData("auto", "auto")]
    public async Task A_switch_always_drops_the_cache(string slug, string previous)
    {
        using var session = new TestSession();
        await session.DecideAsync();

        var switched = session.Session.Switch(new(slug)).Should().BeOfType<SwitchResult.Switched>().Subject;

        switched.Should().BeEquivalentTo(new { Evicted = 1, Previous = new ModelSlug(previous) });
        switched.Snapshot.Should().BeEquivalentTo(new { Active = new ModelSlug(slug), Generation = 2L });
    }

    [Theory]
    [InlineData("stong", "strong")] // a slip
    [InlineData("CHEAP", "cheap")] // case matters in a slug, not in a guess
    [InlineData("chea", "cheap")]
    [InlineData("claude-strong-5", "strong")]
    [InlineData("atuo", "auto")]
    [InlineData("zzzzzzzzzz", "auto cheap strong")] // far from all: the nearest there are
    [InlineData("", "")]
    public void An_unknown_slug_changes_nothing_and_suggests(string slug, string suggestions)
    {
        using var session = new TestSession();

        var unknown = session.Session.Switch(new(slug)).Should().BeOfType<SwitchResult.UnknownModel>().Subject;

        string.Join(' ', unknown.Suggestions).Should().Be(suggestions);
        session.Session.Snapshot.Generation.Should().Be(1);
        session.Session.Stats().Cache.Invalidations.Should().BeEmpty();
    }

    [Theory]
    [InlineData("stong", "strong")]
    [InlineData("auto", "cheap strong")] // Auto is switched to, but no call ever went to it
    public void An_outcome_of_an_unknown_model_suggests_models_only(string slug, string suggestions)
    {
        using var session = new TestSession();

        string.Join(' ', session.Session.SuggestionsFor(new(slug))).Should().Be(suggestions);
    }

    [Fact]
    public void At_most_three_are_suggested_the_nearest_first()
    {
        using var session = new TestSession("haiku-45\nhaiku-4\nhaiku-3\nhaiku-5\nopus");

        session.Session.SuggestionsFor(new("haiku-6")).Select(slug => slug.Value).Should().Equal("haiku-3", "haiku-4", "haiku-5");
    }

    [Fact]
    public void A_remembered_model_that_is_gone_falls_back_to_auto_with_a_problem_and_comes_back_with_its_row()
    {
        using var session = new TestSession(selected: "gone");
        session.Session.Snapshot.Active.Value.Should().Be("auto");
        session
            .Session.Snapshot.Problems.Should()
            .ContainSingle(problem => problem.Code == "activeModelMissing" && problem.Message.Contains("'gone'"));

        session.Session.Adopt(TestSession.StateOf(TestSession.CheapAndStrong + "\ngone"), InvalidationCause.CatalogChanged);

        session.Session.Snapshot.Active.Value.Should().Be("gone");
        session.Session.Snapshot.Problems.Should().BeEmpty();
        session.Seen.Take().Should().Equal("models 2, 0 problems", "active auto -> gone, generation 2");
    }

    [Theory]
    [InlineData("strong", "strong")]
    [InlineData("gone", "cheap")]
    [InlineData(null, "cheap")]
    public void With_the_router_disabled_the_default_is_active_or_the_first_without_one(string? byDefault, string active)
    {
        using var session = new TestSession(
            router: new RouterSpec { Enabled = false, Default = byDefault is null ? null : new(byDefault) }
        );

        session.Session.Snapshot.Active.Value.Should().Be(active);
        session.Session.Switch(new("auto")).Should().BeOfType<SwitchResult.UnknownModel>();
    }

    [Fact]
    public void Disabling_the_router_by_a_setting_is_announced_even_if_a_model_is_pinned()
    {
        using var session = new TestSession(selected: "strong");

        session.Configure(new ShimSettings { Enabled = false });
        session.Seen.Take().Should().Equal("models 1, 0 problems");

        session.Configure(ShimSettings.Empty);
        session.Seen.Take().Should().Equal("models 1, 0 problems");
        session.Session.Snapshot.Active.Value.Should().Be("strong");
    }

    [Fact]
    public void A_setting_that_names_no_model_is_a_problem_that_goes_with_it()
    {
        using var session = new TestSession();

        session.Configure(new ShimSettings { Classifier = "nobody", Default = "strong" });
        session
            .Session.Snapshot.Problems.Should()
            .ContainSingle()
            .Which.Should()
            .BeEquivalentTo(
                new
                {
                    Code = CatalogProblemCode.UnknownModel,
                    Path = "router.classifier",
                    Source = "settings",
                    Severity = ProblemSeverity.Warning,
                }
            );

        session.Configure(ShimSettings.Empty);
        session.Session.Snapshot.Problems.Should().BeEmpty();
    }

    [Fact]
    public void Changes_are_announced_in_order_and_nothing_else_is()
    {
        using var session = new TestSession();

        session.Session.Switch(new("strong"));
        session.Session.Switch(new("strong"));
        session.Session.Invalidate();
        session.Configure(new ShimSettings { Threshold = 0.9 });
        session.Session.Adopt(TestSession.StateOf("cheap"), InvalidationCause.CatalogChanged);

        session
            .Seen.Take()
            .Should()
            .Equal("active auto -> strong, generation 2", "models 2, 1 problems", "active strong -> auto, generation 6");
    }

    [Fact]
    public async Task A_closed_session_answers_and_announces_nothing()
    {
        var session = new TestSession();
        await session.DecideAsync();
        session.Report("cheap", 429, retryAfter: 7);
        session.Seen.Take();
        session.Dispose();

        (await session.DecideAsync()).Model.Slug.Value.Should().Be("strong");
        // A watcher was just reading the file.
        session.Session.Adopt(TestSession.StateOf("cheap\nstrong\nlate"), InvalidationCause.CatalogChanged);
        session.Session.Switch(new("strong")).Should().BeOfType<SwitchResult.Switched>();
        session.Report("cheap", 401);
        session.Clock.Advance(TimeSpan.FromSeconds(7));
        session.Dispose();

        session.Seen.Take().Should().BeEmpty();
        session.Session.Stats().Cache.Entries.Should().Be(0);
    }

    [Fact]
    public async Task Without_a_readable_catalog_nothing_is_routed_or_switched_and_its_problems_say_why()
    {
        using var session = new TestSession();
        var broken = TestSession.StateOf(catalog: null) with
        {
            Problems = [new("invalidJson", ProblemSeverity.Error, "The file ends too early.")],
        };
        session.Session.Adopt(broken, InvalidationCause.CatalogChanged);

        (await session.RouteAsync()).Should().BeOfType<RouteResult.NoCatalog>().Which.Problems.Should().ContainSingle();
        session.Session.Switch(new("strong")).Should().BeOfType<SwitchResult.NoCatalog>();
        session.Session.Snapshot.IsReadable.Should().BeFalse();
    }

    [Fact]
    public void The_strongest_do_not_depend_on_the_catalogs_order()
    {
        const string Table = "dear cost 9 strength 0.9\ncheap cost 1 strength 0.9\nalso cost 1 strength 0.9\nweak cost 1 strength 0.1";
        using var session = new TestSession(Table);
        using var reversed = new TestSession(string.Join('\n', Table.Split('\n').Reverse()));

        session.Session.Snapshot.ByStrength.Select(model => model.Slug.Value).Should().Equal("also", "cheap", "dear", "weak");
        reversed.Session.Snapshot.ByStrength.Select(model => model.Slug.Value).Should().Equal("also", "cheap", "dear", "weak");
    }
}
