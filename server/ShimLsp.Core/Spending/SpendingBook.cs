using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Spending;

/// <summary>
/// What a process has spent: by tenant, by workspace and in all, today and this month. It knows no limits. They come with each call, so a
/// budget that changes is in force at once, and what was spent stays spent. Thread-safe.
/// </summary>
/// <param name="clock">Time. Days are of UTC.</param>
public sealed class SpendingBook(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(BudgetScope Scope, string Name), SpendingAccount> accounts = [];
    private readonly Dictionary<SpendingOwner, SortedList<DateOnly, double>> days = []; // of this month
    private readonly Dictionary<(BudgetScope Scope, string Name), HeededSum> heeded = []; // of all gateways together
    private DateOnly latest;

    /// <summary>
    /// Reserves what a call may cost, in all scopes or in none. It is refused if one of the limits is spent or reserved: so spent and
    /// reserved together exceed a limit by no more than the estimate of one call.
    /// </summary>
    /// <param name="owner">On whose behalf the call is made.</param>
    /// <param name="limits">The limits in force.</param>
    /// <param name="estimate">What it may cost at most, in US dollars.</param>
    /// <returns>The reservation, to be settled; null if it is refused.</returns>
    public SpendingReservation? TryReserve(SpendingOwner owner, ImmutableArray<BudgetLimit> limits, double estimate)
    {
        lock (gate)
        {
            var today = Today();
            foreach (var limit in limits)
            {
                if (StandingOf(limit, today).IsExhausted)
                {
                    return null;
                }
            }

            foreach (var account in AccountsOf(owner))
            {
                account.Reserve(estimate);
            }
        }

        return new SpendingReservation(this, owner, estimate);
    }

    /// <summary>Adds what a call cost that reserved nothing.</summary>
    /// <param name="owner">On whose behalf it was made.</param>
    /// <param name="cost">In US dollars.</param>
    public void Add(SpendingOwner owner, double cost) => Settle(owner, reserved: 0, cost);

    /// <summary>How far limits are spent.</summary>
    /// <param name="limits">The limits.</param>
    public ImmutableArray<BudgetStanding> Read(ImmutableArray<BudgetLimit> limits)
    {
        if (limits.IsEmpty)
        {
            return [];
        }

        lock (gate)
        {
            var today = Today();
            var standings = ImmutableArray.CreateBuilder<BudgetStanding>(limits.Length);
            foreach (var limit in limits)
            {
                standings.Add(StandingOf(limit, today));
            }

            return standings.MoveToImmutable();
        }
    }

    /// <summary>
    /// Learns what a ledger knows. It has this process's own calls too, a little later than they are here. So of each owner's day the
    /// larger sum counts, and nothing counts twice.
    /// </summary>
    /// <param name="known">What it knows.</param>
    public void Learn(IReadOnlyList<SpentDay> known)
    {
        lock (gate)
        {
            var today = Today();
            foreach (var (day, tenant, workspace, cost) in known)
            {
                var owner = new SpendingOwner(tenant, workspace);
                if (SpendingAccount.IsSameMonth(day, today) && cost - DayOf(owner, day) is > 0 and var more)
                {
                    Count(owner, more, day, today);
                }
            }
        }
    }

    /// <summary>
    /// Takes note of what all gateways together have spent and reserved, this one included. Of each sum the larger counts, theirs or the
    /// book's.
    /// </summary>
    /// <param name="owner">The owner of the accounts.</param>
    /// <param name="sums">In the order of the scopes; null if nothing is shared at present, so that nothing reserved there counts.</param>
    /// <returns>What they have to be again, if one of them is less than it was before; else null.</returns>
    public ImmutableArray<HeededSum>? Heed(SpendingOwner owner, ImmutableArray<HeededSum>? sums)
    {
        var isLess = false;
        lock (gate)
        {
            foreach (var scope in Enum.GetValues<BudgetScope>())
            {
                var key = (scope, NameOf(scope, owner));
                if (sums is { } known)
                {
                    var told = known[(int)scope];
                    heeded[key] = heeded.TryGetValue(key, out var before) ? told.After(before) : told;
                    isLess |= heeded[key] != told;
                }
                else if (heeded.TryGetValue(key, out var last))
                {
                    heeded[key] = last with { Reserved = 0 };
                }
            }

            return isLess ? [.. Enum.GetValues<BudgetScope>().Select(scope => heeded[(scope, NameOf(scope, owner))])] : null;
        }
    }

    /// <summary>The first day that still counts.</summary>
    public DateOnly FirstDay()
    {
        lock (gate)
        {
            var today = Today();
            return new(today.Year, today.Month, 1);
        }
    }

    internal void Settle(SpendingOwner owner, double reserved, double cost)
    {
        lock (gate)
        {
            var today = Today();
            foreach (var account in AccountsOf(owner))
            {
                account.Release(reserved);
            }

            if (cost > 0)
            {
                Count(owner, cost, today, today);
            }
        }
    }

    private DateOnly Today()
    {
        var now = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return latest = now > latest ? now : latest; // a clock that is set back does not open a spent day again
    }

    private void Count(SpendingOwner owner, double cost, DateOnly day, DateOnly today)
    {
        if (!days.TryGetValue(owner, out var sums))
        {
            days.Add(owner, sums = []);
        }

        while (sums.Count > 0 && !SpendingAccount.IsSameMonth(sums.Keys[0], today))
        {
            sums.RemoveAt(0);
        }

        sums[day] = Pricing.Rounded(sums.GetValueOrDefault(day) + cost);
        foreach (var account in AccountsOf(owner))
        {
            account.Add(cost, day, today);
        }
    }

    private double DayOf(SpendingOwner owner, DateOnly day) => days.TryGetValue(owner, out var sums) ? sums.GetValueOrDefault(day) : 0;

    private BudgetStanding StandingOf(BudgetLimit limit, DateOnly today)
    {
        var account = AccountOf(limit.Scope, limit.Name);
        var end = limit.Period is BudgetPeriod.Day ? today.AddDays(1) : new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        var spent = account.Spent(limit.Period, today);
        var reserved = account.Reserved;
        if (heeded.Count > 0 && heeded.TryGetValue((limit.Scope, limit.Name), out var all))
        {
            spent = Math.Max(spent, SpentIn(all, limit.Period, today));
            reserved = Math.Max(reserved, all.Reserved);
        }

        return new(limit, spent, reserved, new(end, TimeOnly.MinValue, TimeSpan.Zero));
    }

    private static double SpentIn(HeededSum sum, BudgetPeriod period, DateOnly today) =>
        period is BudgetPeriod.Day
            ? sum.Day == today
                ? sum.OfDay
                : 0
            : SpendingAccount.IsSameMonth(sum.Day, today)
                ? sum.OfMonth
                : 0;

    private static string NameOf(BudgetScope scope, SpendingOwner owner) =>
        scope switch
        {
            BudgetScope.Tenant => owner.Tenant,
            BudgetScope.Workspace => owner.Workspace,
            _ => "",
        };

    private SpendingAccount[] AccountsOf(SpendingOwner owner) =>
        [
            AccountOf(BudgetScope.Catalog, ""),
            AccountOf(BudgetScope.Tenant, owner.Tenant),
            AccountOf(BudgetScope.Workspace, owner.Workspace),
        ];

    private SpendingAccount AccountOf(BudgetScope scope, string name) =>
        CollectionsMarshal.GetValueRefOrAddDefault(accounts, (scope, name), out _) ??= new SpendingAccount();
}
