namespace ShimLsp.Core.Spending;

/// <summary>What a call under way may cost. It is settled once; what comes after does nothing. Thread-safe.</summary>
/// <param name="book">Where it is reserved.</param>
/// <param name="owner">On whose behalf.</param>
/// <param name="estimate">The amount, in US dollars.</param>
public sealed class SpendingReservation(SpendingBook book, SpendingOwner owner, double estimate)
{
    private int isSettled;
    private Action<double>? settled;

    /// <summary>On whose behalf the call is made.</summary>
    public SpendingOwner Owner => owner;

    /// <summary>The amount that is reserved, in US dollars.</summary>
    public double Estimate => estimate;

    /// <summary>Gives the amount back and counts what the call cost.</summary>
    /// <param name="cost">In US dollars; of a call that broke off, what it has cost so far.</param>
    public void Settle(double cost)
    {
        if (Interlocked.Exchange(ref isSettled, 1) == 0)
        {
            book.Settle(owner, estimate, cost);
            settled?.Invoke(cost);
        }
    }

    /// <summary>Has somebody else told when it is settled. Call it before the call is made.</summary>
    /// <param name="told">Takes what the call cost, in US dollars. It must not wait.</param>
    internal void SettledBy(Action<double> told) => settled = told;

    /// <summary>Gives the amount back: no call was made.</summary>
    public void Release() => Settle(0);
}
