using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Shared;
using ShimLsp.Core.Spending;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Support;

/// <summary>A session over a table of models, with a clock, scorers and an observer that the test holds in its hands.</summary>
internal sealed class TestSession : IDisposable
{
    public const string CheapAndStrong = """
        cheap   cost 1  score 0.80
        strong  cost 9  score 0.95
        """;

    public TestSession(
        string table = CheapAndStrong,
        RouterSpec? router = null,
        string? selected = null,
        bool hasClassifier = false,
        IModelLists? lists = null,
        BudgetSpec? budget = null,
        Func<TimeProvider, SpendingBook>? book = null,
        ISharedSession? shared = null
    )
    {
        // The classifier is a model of the catalog that Auto never chooses.
        var rows = Row.Table(hasClassifier ? table + "\njudge noCandidate" : table);
        router ??= new RouterSpec();
        State = StateOf(
            new Catalog([.. rows.Select(row => row.Model)], hasClassifier ? router with { Classifier = new("judge") } : router)
        ) with
        {
            Budgets = budget is null ? [] : [new(budget, "models.json", IsOfWorkspace: false)],
        };
        var bySlug = rows.ToDictionary(row => row.Slug);
        Embedded = new("embedded/test", ScoreOf);
        Classifier = new("classifier/test", ScoreOf);
        var ports = new SessionPorts(Clock, Embedded, new One(Classifier), Upstream, Seen, "d")
        {
            Book = book?.Invoke(Clock),
            Ledger = Ledger,
            Shared = shared,
        };
        Session = new(
            State,
            ClientSettings.Empty,
            selected is null ? null : new(selected),
            lists is null ? ports : ports with { Lists = lists }
        );

        double ScoreOf(TaskSignal signal, ModelSpec model) => bySlug.TryGetValue(model.Slug, out var row) ? row.ScoreOf(signal.Text) : 0.9;
    }

    public FakeTimeProvider Clock { get; } = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public Recording Seen { get; } = new();

    public RecordedCalls Ledger { get; } = new();

    public ControlledScorer Embedded { get; }

    public ControlledScorer Classifier { get; }

    public TestUpstream Upstream { get; } = new();

    public WorkspaceSession Session { get; }

    /// <summary>The catalog the session opened with.</summary>
    public CatalogState State { get; }

    public int ScorerCalls => Embedded.Calls + Classifier.Calls;

    public static CatalogState StateOf(Catalog? catalog, params (string Slug, string Missing)[] withoutKey) =>
        new()
        {
            Catalog = catalog,
            Sources = ["test"],
            Problems = [],
            Credentials = withoutKey.ToImmutableDictionary(
                model => new ModelSlug(model.Slug),
                model => new CredentialState(CredentialFault.VariableNotSet, model.Missing)
            ),
        };

    public static CatalogState StateOf(string table, RouterSpec? router = null) =>
        StateOf(new Catalog([.. Row.Table(table).Select(row => row.Model)], router ?? new RouterSpec()));

    public Task<RouteResult> RouteAsync(RouteRequest request, CancellationToken cancellationToken = default) =>
        Session.RouteAsync(request, cancellationToken).AsTask().Soon();

    public Task<RouteResult> RouteAsync(string task = "rename a variable", CancellationToken cancellationToken = default) =>
        RouteAsync(new RouteRequest { Task = task }, cancellationToken);

    public async Task<Decision> DecideAsync(RouteRequest request) =>
        (await RouteAsync(request)).Should().BeOfType<RouteResult.Routed>().Subject.Decision;

    public Task<Decision> DecideAsync(string task = "rename a variable") => DecideAsync(new RouteRequest { Task = task });

    public Availability? Report(string slug, int status, double? retryAfter = null) =>
        Session.Report(new(slug), new Outcome(status, RetryAfter: retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

    public void Configure(ShimSettings settings) => Session.Configure(new ClientSettings(settings, []), Session.Snapshot.CatalogState);

    public void Dispose() => Session.Dispose();

    private sealed class One(IClassifier classifier) : IClassifiers
    {
        public IClassifier? For(ModelSpec model, int maxTokens) => classifier;
    }
}
