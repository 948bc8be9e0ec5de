using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// One session's view of what is spent: by its owner, under the budgets in force now, whenever a request was taken. Thread-safe.
/// </summary>
/// <param name="ports">The outside.</param>
/// <param name="now">The session now.</param>
internal sealed class SessionSpending(SessionPorts ports, Func<SessionSnapshot> now)
{
    private readonly SpendingBook book = ports.Book ?? new SpendingBook(ports.Clock);
    private volatile Limits known = new([], []);

    /// <summary>How far each budget that applies here is spent.</summary>
    public ImmutableArray<BudgetStanding> Standings()
    {
        var limits = InForce();
        if (!limits.IsEmpty)
        {
            ports.Spent?.Begin();
        }

        return book.Read(limits);
    }

    /// <summary>
    /// The budget for which no model with a price is used now; null if there is none. Of several it is the one that lasts the longest,
    /// and a spent one before one that is only reserved.
    /// </summary>
    public BudgetStanding? Exhausted()
    {
        BudgetStanding? longest = null;
        foreach (var standing in Standings())
        {
            if (standing.IsExhausted && (longest is null || Outlasts(standing, longest)))
            {
                longest = standing;
            }
        }

        return longest;

        static bool Outlasts(BudgetStanding one, BudgetStanding other) =>
            one.IsSpent == other.IsSpent ? one.Ends > other.Ends : one.IsSpent;
    }

    /// <summary>
    /// The budget for which a model was refused a moment ago; null if there is none any more. If calls have given back since what they had
    /// reserved, it is the budget that is used the most.
    /// </summary>
    public BudgetStanding? Refusing() =>
        Exhausted() ?? Standings().MaxBy(standing => (standing.Spent + standing.Reserved) / standing.Limit.Amount);

    /// <summary>How Auto saves now.</summary>
    public SavingRule Saving() => Standings() is { IsEmpty: false } standings ? SavingRule.Of(standings) : SavingRule.None;

    /// <summary>
    /// Reserves what a call may cost; null if a budget forbids it. What has no price needs no reservation, and is never refused.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="inputTokens">The size of the input, estimated.</param>
    /// <param name="mostOutput">The longest reply that the request allows, in tokens; null if it does not say.</param>
    public SpendingReservation? TryReserve(ModelSpec model, long inputTokens, int? mostOutput) =>
        model.IsPriced
            ? book.TryReserve(ports.Owner, InForce(), CallCost.AtMost(model, inputTokens, mostOutput))
            : new SpendingReservation(book, ports.Owner, estimate: 0);

    /// <summary>Learns what other gateways have spent, if a budget applies here.</summary>
    public ValueTask ReadSharedAsync() =>
        ports.SharedSpending is { } shared && !InForce().IsEmpty ? shared.ReadAsync(ports.Owner) : ValueTask.CompletedTask;

    /// <summary>
    /// Reserves with other gateways what is reserved here. If they have taken the rest of a budget meanwhile, it is given back.
    /// </summary>
    /// <param name="reservation">The reservation; null if none was needed.</param>
    /// <returns>Whether the call may be made.</returns>
    public ValueTask<bool> ConfirmAsync(SpendingReservation? reservation) =>
        ports.SharedSpending is { } shared && reservation is { Estimate: > 0 } && InForce() is { IsEmpty: false } limits
            ? shared.ConfirmAsync(reservation, limits)
            : new(true);

    /// <summary>Counts a call that reserved nothing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="usage">What it took; null if the provider did not say.</param>
    public void Add(ModelSpec model, TokenUsage? usage)
    {
        if (usage is not null && model.Pricing is { } price)
        {
            var cost = price.CostOf(usage);
            book.Add(ports.Owner, cost);
            if (!InForce().IsEmpty)
            {
                ports.SharedSpending?.Add(ports.Owner, cost);
            }
        }
    }

    /// <summary>Learns what a ledger has, if a budget applies here: before that nobody asks for it.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask RefreshAsync(CancellationToken cancellationToken) =>
        ports.Spent is { } ledger && !InForce().IsEmpty ? ledger.RefreshAsync(cancellationToken) : ValueTask.CompletedTask;

    private ImmutableArray<BudgetLimit> InForce()
    {
        var budgets = now().CatalogState.Budgets;
        var last = known;
        if (last.Budgets == budgets)
        {
            return last.Of;
        }

        var next = new Limits(budgets, BudgetLimit.Of(budgets, ports.Owner));
        known = next;
        return next.Of;
    }

    private sealed record Limits(ImmutableArray<FileBudget> Budgets, ImmutableArray<BudgetLimit> Of);
}
