using System.Collections.Immutable;

namespace ShimLsp.Server.Telemetry.Measuring;

/// <summary>
/// Everything that is measured. Names, units and bounds under <c>gen_ai</c> and <c>http</c> are those of OpenTelemetry's semantic
/// conventions; <c>shim</c> is ours. Nothing here is ever text of a person or of a model.
/// </summary>
internal static class Measures
{
    private static readonly ImmutableArray<double> TokenBounds =
    [
        1,
        4,
        16,
        64,
        256,
        1024,
        4096,
        16384,
        65536,
        262144,
        1048576,
        4194304,
        16777216,
        67108864,
    ];

    private static readonly ImmutableArray<double> OperationBounds =
    [
        0.01,
        0.02,
        0.04,
        0.08,
        0.16,
        0.32,
        0.64,
        1.28,
        2.56,
        5.12,
        10.24,
        20.48,
        40.96,
        81.92,
    ];

    private static readonly ImmutableArray<double> FirstBounds =
    [
        0.001,
        0.005,
        0.01,
        0.02,
        0.04,
        0.06,
        0.08,
        0.1,
        0.25,
        0.5,
        0.75,
        1,
        2.5,
        5,
        7.5,
        10,
    ];

    private static readonly ImmutableArray<double> HttpBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    // A decision takes some ten microseconds from the cache, and seconds if a classifier is asked.
    private static readonly ImmutableArray<double> DecisionBounds =
    [
        0.00001,
        0.000025,
        0.00005,
        0.0001,
        0.00025,
        0.0005,
        0.001,
        0.01,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
    ];

    /// <summary>Input and output tokens of a call.</summary>
    public static Measure TokenUsage { get; } =
        new(
            "gen_ai.client.token.usage",
            "gen_ai_client_token_usage",
            MeasureKind.Histogram,
            "{token}",
            "Input and output tokens of a call."
        )
        {
            Bounds = TokenBounds,
            IsWhole = true,
        };

    /// <summary>How long a call took.</summary>
    public static Measure OperationDuration { get; } =
        new(
            "gen_ai.client.operation.duration",
            "gen_ai_client_operation_duration_seconds",
            MeasureKind.Histogram,
            "s",
            "How long a call to a model took."
        )
        {
            Bounds = OperationBounds,
        };

    /// <summary>How long a model took to the first piece of its reply.</summary>
    public static Measure FirstToken { get; } =
        new(
            "gen_ai.server.time_to_first_token",
            "gen_ai_server_time_to_first_token_seconds",
            MeasureKind.Histogram,
            "s",
            "From a call to the first piece of the model's reply, as the gateway sees it."
        )
        {
            Bounds = FirstBounds,
        };

    /// <summary>How long a request to the gateway took.</summary>
    public static Measure RequestDuration { get; } =
        new(
            "http.server.request.duration",
            "http_server_request_duration_seconds",
            MeasureKind.Histogram,
            "s",
            "How long a request to the gateway took."
        )
        {
            Bounds = HttpBounds,
        };

    /// <summary>Answered requests.</summary>
    public static Measure Requests { get; } =
        new("shim.requests", "shim_requests_total", MeasureKind.Counter, "{request}", "Answered requests.") { IsWhole = true };

    /// <summary>Requests that run now.</summary>
    public static Measure InFlight { get; } =
        new("shim.requests.in_flight", "shim_requests_in_flight", MeasureKind.UpDown, "{request}", "Requests that run now.")
        {
            IsWhole = true,
        };

    /// <summary>Decisions.</summary>
    public static Measure Decisions { get; } =
        new("shim.decisions", "shim_decisions_total", MeasureKind.Counter, "{decision}", "Decisions by model and origin.")
        {
            IsWhole = true,
        };

    /// <summary>How long a decision took.</summary>
    public static Measure DecisionDuration { get; } =
        new("shim.decision.duration", "shim_decision_duration_seconds", MeasureKind.Histogram, "s", "How long a decision took.")
        {
            Bounds = DecisionBounds,
        };

    /// <summary>Tokens.</summary>
    public static Measure Tokens { get; } =
        new("shim.tokens", "shim_tokens_total", MeasureKind.Counter, "{token}", "Tokens as the providers count them.") { IsWhole = true };

    /// <summary>Spending.</summary>
    public static Measure Cost { get; } =
        new("shim.cost", "shim_cost_dollars_total", MeasureKind.Counter, "{USD}", "Spending at the catalog's prices, in US dollars.");

    /// <summary>Savings.</summary>
    public static Measure Saved { get; } =
        new(
            "shim.saved",
            "shim_saved_dollars",
            MeasureKind.UpDown,
            "{USD}",
            "What the strongest candidates would have cost more, minus the classifier's cost, in US dollars."
        );

    /// <summary>Entries of the cache.</summary>
    public static Measure CacheEntries { get; } =
        new("shim.cache.entries", "shim_cache_entries", MeasureKind.UpDown, "{entry}", "Decisions in the router's cache.")
        {
            IsWhole = true,
            IsObserved = true,
        };

    /// <summary>How often a cache was dropped.</summary>
    public static Measure Invalidations { get; } =
        new(
            "shim.cache.invalidations",
            "shim_cache_invalidations_total",
            MeasureKind.Counter,
            "{invalidation}",
            "How often a router's cache was dropped, by cause."
        )
        {
            IsWhole = true,
        };

    /// <summary>Changes of a model's health.</summary>
    public static Measure HealthChanges { get; } =
        new(
            "shim.model.health.changes",
            "shim_model_health_changes_total",
            MeasureKind.Counter,
            "{change}",
            "How often a model came to a state."
        )
        {
            IsWhole = true,
        };

    /// <summary>Models that cannot be used now.</summary>
    public static Measure Unavailable { get; } =
        new(
            "shim.model.unavailable",
            "shim_model_unavailable",
            MeasureKind.UpDown,
            "{session}",
            "How many sessions cannot use a model now, by state."
        )
        {
            IsWhole = true,
            IsObserved = true,
        };

    /// <summary>The limit of a budget.</summary>
    public static Measure BudgetLimit { get; } =
        new("shim.budget.limit", "shim_budget_limit_dollars", MeasureKind.Gauge, "{USD}", "The limit of a budget, in US dollars.")
        {
            IsObserved = true,
        };

    /// <summary>What is spent of a budget.</summary>
    public static Measure BudgetSpent { get; } =
        new("shim.budget.spent", "shim_budget_spent_dollars", MeasureKind.Gauge, "{USD}", "What is spent of a budget, in US dollars.")
        {
            IsObserved = true,
        };

    /// <summary>What calls under way have reserved of a budget.</summary>
    public static Measure BudgetReserved { get; } =
        new(
            "shim.budget.reserved",
            "shim_budget_reserved_dollars",
            MeasureKind.Gauge,
            "{USD}",
            "What calls under way may cost at most, in US dollars."
        )
        {
            IsObserved = true,
        };

    /// <summary>All, in the order in which they are shown.</summary>
    public static ImmutableArray<Measure> All { get; } =
    [
        Requests,
        InFlight,
        RequestDuration,
        Decisions,
        DecisionDuration,
        TokenUsage,
        OperationDuration,
        FirstToken,
        Tokens,
        Cost,
        Saved,
        CacheEntries,
        Invalidations,
        HealthChanges,
        Unavailable,
        BudgetLimit,
        BudgetSpent,
        BudgetReserved,
    ];
}
