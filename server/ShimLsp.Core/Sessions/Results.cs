using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Sessions;

/// <summary>The result of a request to route.</summary>
public abstract record RouteResult
{
    private RouteResult() { }

    /// <summary>A model was chosen.</summary>
    /// <param name="Decision">Which, and why.</param>
    public sealed record Routed(Decision Decision) : RouteResult
    {
        /// <summary>The other models that may be asked; null if none may, or if no model is going to be asked.</summary>
        internal Alternatives? Alternatives { get; init; }

        /// <summary>
        /// Whether this is the model's first request after a pause for failures: it must report an outcome, or give the trial back.
        /// </summary>
        internal bool IsTrial { get; init; }

        /// <summary>What the call may cost, to be settled; null if no model is going to be asked.</summary>
        internal SpendingReservation? Reservation { get; init; }

        /// <summary>The size of the input in tokens, estimated.</summary>
        internal int InputTokens { get; init; }
    }

    /// <summary>No candidate can take the task now.</summary>
    /// <param name="Candidates">Each with its rejection.</param>
    public sealed record NothingRoutable(ImmutableArray<Candidate> Candidates) : RouteResult
    {
        /// <summary>The budget that forbids models with a price; null if none does.</summary>
        public BudgetStanding? Budget { get; init; }
    }

    /// <summary>The request names a model that does not exist.</summary>
    /// <param name="Slug">The name.</param>
    /// <param name="Suggestions">The nearest names, best first.</param>
    public sealed record UnknownModel(ModelSlug Slug, ImmutableArray<ModelSlug> Suggestions) : RouteResult;

    /// <summary>The catalog cannot be read, and there is no earlier good one.</summary>
    /// <param name="Problems">Why.</param>
    public sealed record NoCatalog(ImmutableArray<CatalogProblem> Problems) : RouteResult;

    /// <summary>The request cannot be read.</summary>
    /// <param name="Path">The offending field.</param>
    /// <param name="Message">What is wrong with it.</param>
    public sealed record Unreadable(string Path, string Message) : RouteResult;
}

/// <summary>The result of a switch.</summary>
public abstract record SwitchResult
{
    private SwitchResult() { }

    /// <summary>The model is active.</summary>
    /// <param name="Snapshot">The session after the switch.</param>
    /// <param name="Previous">What was active before.</param>
    /// <param name="Evicted">How many cached entries were dropped.</param>
    public sealed record Switched(SessionSnapshot Snapshot, ModelSlug Previous, int Evicted) : SwitchResult;

    /// <summary>There is no such model.</summary>
    /// <param name="Slug">The name.</param>
    /// <param name="Suggestions">The nearest names, best first.</param>
    public sealed record UnknownModel(ModelSlug Slug, ImmutableArray<ModelSlug> Suggestions) : SwitchResult;

    /// <summary>The catalog cannot be read, and there is no earlier good one.</summary>
    /// <param name="Problems">Why.</param>
    public sealed record NoCatalog(ImmutableArray<CatalogProblem> Problems) : SwitchResult;
}
