using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>What an endpoint listed is kept as long as its row asks there with the same key, and never longer.</summary>
public sealed class SessionListsTests : IDisposable
{
    private const string Two = """
        near  cost 1  at http://near/v1
        far   cost 2  at http://far/v1
        """;

    private readonly GivenLists lists = new();
    private readonly TestSession test;

    public SessionListsTests() => test = new TestSession(Two, lists: lists);

    public void Dispose() => test.Dispose();

    [Fact]
    public async Task A_list_is_kept_with_its_row_and_the_time_and_a_second_one_takes_its_place()
    {
        (await AskAsync("near", "a", "b")).Should().BeOfType<ListingResult.Listed>().Which.IsKept.Should().BeTrue();
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync("far", "c");
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync("near", "d");

        Kept().Should().Be("near 03:06: d; far 03:05: c");
    }

    [Theory]
    [InlineData("near cost 1 at http://near/v1", "near 03:04: a")]
    [InlineData("near cost 7 at http://near/v1\nthird cost 1", "near 03:04: a")]
    [InlineData("near cost 1 at http://other/v1", "")]
    [InlineData("other cost 1 at http://near/v1", "")]
    public async Task A_change_of_the_catalog_drops_what_is_no_longer_asked_there(string table, string expected)
    {
        await AskAsync("near", "a");
        test.Session.Adopt(TestSession.StateOf(table), InvalidationCause.CatalogChanged);

        Kept().Should().Be(expected);

        test.Session.Adopt(TestSession.StateOf(Two), InvalidationCause.CatalogChanged);
        Kept().Should().Be(expected, "what was dropped does not come back");
    }

    [Fact]
    public async Task A_row_that_names_another_model_of_the_endpoint_keeps_it_and_one_with_another_key_does_not()
    {
        await AskAsync("near", "a");
        Change(row => row with { Model = "a" });
        Kept().Should().Be("near 03:04: a");

        Change(row => row with { Credential = CredentialReference.Env("OTHER") });
        Kept().Should().BeEmpty();
    }

    [Fact]
    public async Task Another_key_under_the_same_name_drops_every_list_and_so_does_one_that_is_gone()
    {
        await AskAsync("near", "a");
        test.Session.Adopt(test.State, InvalidationCause.CredentialChanged);
        Kept().Should().BeEmpty();

        await AskAsync("near", "a");
        test.Session.Adopt(TestSession.StateOf(test.State.Catalog, ("near", "no key")), InvalidationCause.CatalogChanged);
        Kept().Should().BeEmpty();
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task An_answer_to_an_earlier_key_is_not_kept(bool changes, bool isKept)
    {
        lists.Meanwhile = () =>
            test.Session.Adopt(test.State, changes ? InvalidationCause.CredentialChanged : InvalidationCause.CatalogChanged);

        (await AskAsync("near", "a")).Should().BeOfType<ListingResult.Listed>().Which.IsKept.Should().Be(isKept);
        Kept().Should().Be(isKept ? "near 03:04: a" : "");
    }

    [Fact]
    public async Task An_answer_to_an_earlier_row_is_not_kept()
    {
        lists.Meanwhile = () => test.Session.Adopt(TestSession.StateOf("far cost 1"), InvalidationCause.CatalogChanged);

        (await AskAsync("near", "a")).Should().BeOfType<ListingResult.Listed>().Which.IsKept.Should().BeFalse();
        Kept().Should().BeEmpty();
    }

    [Fact]
    public async Task Of_many_long_lists_the_newest_are_kept()
    {
        var most = Enumerable.Range(0, SessionLists.MostModels / 2).Select(i => $"m{i}").ToArray();
        await AskAsync("near", "first");
        await AskAsync("far", most);
        test.Session.Lists.Kept.Should().HaveCount(2);

        await AskAsync("near", [.. most, "one more"]);

        test.Session.Lists.Kept.Select(list => list.Row.Slug.Value).Should().Equal("near");
    }

    [Fact]
    public async Task A_row_without_its_key_is_not_asked()
    {
        test.Session.Adopt(TestSession.StateOf(test.State.Catalog, ("near", "Set it.")), InvalidationCause.CredentialChanged);

        (await AskAsync("near", "a")).Should().BeOfType<ListingResult.NoKey>().Which.Reason.Should().Be("Set it.");
        lists.Asked.Should().Be(0);
    }

    [Fact]
    public async Task A_slug_that_is_none_and_a_refusal_are_told_as_such()
    {
        (await AskAsync("naer", "a"))
            .Should()
            .BeOfType<ListingResult.UnknownModel>()
            .Which.Suggestions.Should()
            .StartWith(new ModelSlug("near"));
        lists.Refusal = new UpstreamException(new Outcome(401), "Key rejected (401).");
        (await AskAsync("near", "a")).Should().BeOfType<ListingResult.Failed>().Which.Message.Should().Be("Key rejected (401).");
        test.Session.AvailabilityOf(test.Session.Snapshot, new("near")).State.Should().Be(AvailabilityState.Available);

        test.Session.Adopt(TestSession.StateOf(catalog: null), InvalidationCause.CatalogChanged);
        (await AskAsync("near", "a")).Should().BeOfType<ListingResult.NoCatalog>();
    }

    private Task<ListingResult> AskAsync(string slug, params string[] models)
    {
        lists.Models = models;
        return test.Session.Lists.AskAsync(new(slug), default).Soon();
    }

    private string Kept() =>
        string.Join(
            "; ",
            test.Session.Lists.Kept.Select(list =>
                $"{list.Row.Slug} {list.Asked:HH':'mm}: {string.Join(' ', list.Models.Select(model => model.Model))}"
            )
        );

    private void Change(Func<ModelSpec, ModelSpec> change) =>
        test.Session.Adopt(
            TestSession.StateOf(new Catalog([.. test.State.Catalog!.Models.Select(change)], new RouterSpec())),
            InvalidationCause.CatalogChanged
        );

    private sealed class GivenLists : IModelLists
    {
        public IReadOnlyList<string> Models { get; set; } = [];

        public UpstreamException? Refusal { get; set; }

        public Action? Meanwhile { get; set; }

        public int Asked { get; private set; }

        public async Task<EndpointModels> ListAsync(ModelSpec row, CancellationToken cancellationToken)
        {
            Asked++;
            await Task.Yield();
            Meanwhile?.Invoke();
            return Refusal is null ? new([.. Models.Select(model => new EndpointModel(model))], 0, 0) : throw Refusal;
        }
    }
}
