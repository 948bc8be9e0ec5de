using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Shared;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Tests.Sessions.Together;

/// <summary>Budgets of several gateways: each has a book of its own, and the larger sum counts.</summary>
public sealed class SharedBudgetTests
{
    private static readonly SpendingOwner Owner = new("team", "/w");

    private static readonly ImmutableArray<BudgetLimit> Limits =
    [
        new(BudgetScope.Tenant, "team", BudgetPeriod.Day, Amount: 1, Soft: 0.8, "models.json", "budget.per_tenant.daily"),
    ];

    private readonly FakeTimeProvider clock = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task What_another_gateway_has_reserved_is_not_reserved_here()
    {
        var accounts = new Accounts(clock);
        var (a, b) = (Open(accounts), Open(accounts));

        (await TakeAsync(a, 0.9)).Should().BeTrue();
        (await TakeAsync(b, 0.9)).Should().BeTrue("one more may begin below the limit");
        (await TakeAsync(b, 0.1)).Should().BeFalse();
        a.Book.Read(Limits)[0].Reserved.Should().Be(0.9, "it has not heard of the other yet");
        (await TakeAsync(a, 0.1)).Should().BeFalse();
        a.Book.Read(Limits)[0].Reserved.Should().Be(1.8);
    }

    [Fact]
    public async Task What_is_settled_here_is_spent_there()
    {
        var accounts = new Accounts(clock);
        var (a, b) = (Open(accounts), Open(accounts));
        var reservation = a.Book.TryReserve(Owner, Limits, 0.5)!;
        (await a.Shared.ConfirmAsync(reservation, Limits)).Should().BeTrue();

        reservation.Settle(0.25);
        await b.Shared.ReadAsync(Owner);

        b.Book.Read(Limits)[0].Should().BeEquivalentTo(new { Spent = 0.25, Reserved = 0.0 });
    }

    [Fact]
    public async Task Alone_a_gateway_goes_by_what_it_knows_and_waits_for_no_reservation_of_another()
    {
        var accounts = new Accounts(clock);
        var (a, b) = (Open(accounts), Open(accounts));
        await TakeAsync(a, 2);
        await b.Shared.ReadAsync(Owner);
        b.Book.Read(Limits)[0].IsExhausted.Should().BeTrue();

        accounts.IsGone = true;
        await b.Shared.ReadAsync(Owner);

        b.Book.Read(Limits)[0].IsExhausted.Should().BeFalse();
        (await TakeAsync(b, 0.5)).Should().BeTrue();
    }

    [Fact]
    public async Task What_others_spent_before_the_store_lost_its_data_stays_spent_for_all()
    {
        var accounts = new Accounts(clock);
        var (a, b) = (Open(accounts), Open(accounts));
        await SpendAsync(a, 0.75);
        await b.Shared.ReadAsync(Owner);

        accounts.LoseAll();
        await b.Shared.ReadAsync(Owner);

        var newcomer = Open(accounts);
        await newcomer.Shared.ReadAsync(Owner);
        foreach (var gateway in new[] { a, b, newcomer })
        {
            gateway.Book.Read(Limits)[0].Spent.Should().Be(0.75);
        }
    }

    [Fact]
    public async Task A_new_day_begins_with_nothing_and_brings_back_nothing()
    {
        var accounts = new Accounts(clock);
        var (a, b) = (Open(accounts), Open(accounts));
        await SpendAsync(a, 0.75);
        await b.Shared.ReadAsync(Owner);

        clock.Advance(TimeSpan.FromDays(1));
        accounts.LoseAll();
        await b.Shared.ReadAsync(Owner);

        b.Book.Read(Limits)[0].Spent.Should().Be(0);
    }

    private static async Task SpendAsync((SpendingBook Book, SharedSpending Shared) gateway, double cost)
    {
        var reservation = gateway.Book.TryReserve(Owner, Limits, cost)!;
        (await gateway.Shared.ConfirmAsync(reservation, Limits)).Should().BeTrue();
        reservation.Settle(cost);
    }

    private (SpendingBook Book, SharedSpending Shared) Open(Accounts accounts)
    {
        var book = new SpendingBook(clock);
        return (book, new(book, accounts));
    }

    private static async Task<bool> TakeAsync((SpendingBook Book, SharedSpending Shared) gateway, double estimate) =>
        gateway.Book.TryReserve(Owner, Limits, estimate) is { } reservation && await gateway.Shared.ConfirmAsync(reservation, Limits);

    /// <summary>The accounts of all gateways, in memory.</summary>
    private sealed class Accounts(TimeProvider clock) : ISharedSpending
    {
        private readonly Dictionary<SharedAccount, (long Spent, long Reserved)> sums = [];
        private int calls;

        public bool IsGone { get; set; }

        public void LoseAll() => sums.Clear();

        public void Raise(ImmutableArray<SharedAccount> accounts, ImmutableArray<SharedSum> told)
        {
            foreach (var (account, sum) in accounts.Zip(told))
            {
                var (spent, reserved) = sums.GetValueOrDefault(account);
                sums[account] = (Math.Max(spent, sum.OfDay), reserved);
            }
        }

        public string NextCall() => $"{++calls}";

        public ValueTask<ImmutableArray<SharedSum>?> ReadAsync(ImmutableArray<SharedAccount> accounts)
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            return new(
                IsGone
                    ? null
                    :
                    [
                        .. accounts
                            .Select(account => sums.GetValueOrDefault(account))
                            .Select(sum => new SharedSum(today, sum.Spent, sum.Spent, sum.Reserved)),
                    ]
            );
        }

        public ValueTask<bool?> ReserveAsync(SharedCall call, ImmutableArray<SharedLimit> limits)
        {
            if (IsGone)
            {
                return new((bool?)null);
            }

            if (
                limits.Any(limit =>
                    sums.GetValueOrDefault(call.Accounts[limit.Account]) is var sum && sum.Spent + sum.Reserved >= limit.Amount
                )
            )
            {
                return new(false);
            }

            Add(call, spent: 0, call.Estimate);
            return new(true);
        }

        public void Settle(SharedCall call, long cost) => Add(call, cost, call.IsReserved ? -call.Estimate : 0);

        private void Add(SharedCall call, long spent, long reserved)
        {
            foreach (var account in call.Accounts)
            {
                var (before, held) = sums.GetValueOrDefault(account);
                sums[account] = (before + spent, held + reserved);
            }
        }
    }
}
