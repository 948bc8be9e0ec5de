using System.Collections.Immutable;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Models;
using ShimLsp.Core.Spending;

namespace ShimLsp.Core.Tests.Spending;

/// <summary>What is reserved, spent and refused, in every scope at once.</summary>
public sealed class SpendingBookTests
{
    private static readonly SpendingOwner Ann = new("ann", "/one");
    private static readonly SpendingOwner Bob = new("bob", "/one");
    private static readonly SpendingOwner AnnElsewhere = new("ann", "/two");

    private readonly FakeTimeProvider clock = new(new(2026, 11, 29, 22, 0, 0, TimeSpan.Zero));
    private readonly SpendingBook book;

    public SpendingBookTests() => book = new(clock);

    [Theory]
    [InlineData("total", true, true, true)]
    [InlineData("tenant", true, false, true)]
    [InlineData("workspace", true, true, false)]
    public void A_scope_that_is_spent_stops_those_that_it_is_about(string scope, bool ann, bool bob, bool annElsewhere)
    {
        var budget = Daily(scope, 5);
        book.Add(Ann, 5);

        IsRefused(Ann, budget).Should().Be(ann);
        IsRefused(Bob, budget).Should().Be(bob);
        IsRefused(AnnElsewhere, budget).Should().Be(annElsewhere);
    }

    [Fact]
    public void A_call_reserves_in_all_scopes_or_in_none()
    {
        var limits = Limits(
            Ann,
            new()
            {
                Total = new() { Daily = 100 },
                PerTenant = new() { Daily = 1 },
            }
        );
        book.TryReserve(Ann, limits, 1).Should().NotBeNull();

        book.TryReserve(Ann, limits, 1).Should().BeNull("the tenant's budget is reserved");
        book.Read(limits).Select(standing => standing.Reserved).Should().AllBeEquivalentTo(1d);
    }

    [Fact]
    public void A_workspaces_own_file_limits_that_workspace_alone()
    {
        var budget = new BudgetSpec { Total = new() { Daily = 5 } };
        book.Add(AnnElsewhere, 50);

        BudgetLimit.Of([new(budget, ".shim/models.json", IsOfWorkspace: true)], Ann).Should().ContainSingle();
        book.TryReserve(Ann, BudgetLimit.Of([new(budget, ".shim/models.json", IsOfWorkspace: true)], Ann), 1).Should().NotBeNull();
        book.TryReserve(Ann, BudgetLimit.Of([new(budget, "models.json", IsOfWorkspace: false)], Ann), 1).Should().BeNull();
    }

    [Fact]
    public void A_day_ends_at_midnight_of_UTC_and_a_month_with_its_last_day()
    {
        var limits = Limits(
            Ann,
            new()
            {
                Total = new() { Daily = 5, Monthly = 8 },
            }
        );
        book.Add(Ann, 5);
        book.Read(limits)
            .Select(standing => standing.Ends.UtcDateTime)
            .Should()
            .Equal(new DateTime(2026, 11, 30), new DateTime(2026, 12, 1));

        clock.Advance(TimeSpan.FromHours(2)); // midnight, the last day of November
        Spent(limits).Should().Equal(0, 5);
        book.Add(Ann, 4);
        Spent(limits).Should().Equal(4, 9);
        book.TryReserve(Ann, limits, 1).Should().BeNull("the month is spent");

        clock.Advance(TimeSpan.FromDays(1));
        Spent(limits).Should().Equal(0, 0);
    }

    [Fact]
    public void A_call_that_runs_over_midnight_is_paid_on_the_new_day()
    {
        var limits = Limits(Ann, new() { Total = new() { Daily = 5 } });
        var call = book.TryReserve(Ann, limits, 2)!;
        clock.Advance(TimeSpan.FromHours(3));
        book.Read(limits)[0].Reserved.Should().Be(2);

        call.Settle(1);
        book.Read(limits)[0].Should().BeEquivalentTo(new { Spent = 1d, Reserved = 0d });
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_give_a_spent_day_back()
    {
        var limits = Limits(Ann, new() { Total = new() { Daily = 5 } });
        clock.Advance(TimeSpan.FromHours(3));
        book.Add(Ann, 5);
        var before = new SettableTime(clock);
        var moved = new SpendingBook(before);
        moved.Add(Ann, 5);
        before.Back = TimeSpan.FromDays(1);

        moved.TryReserve(Ann, limits, 1).Should().BeNull();
    }

    [Fact]
    public void A_reservation_is_settled_once()
    {
        var limits = Limits(Ann, new() { Total = new() { Daily = 5 } });
        var call = book.TryReserve(Ann, limits, 2)!;

        call.Settle(1);
        call.Settle(1);
        call.Release();

        book.Read(limits)[0].Should().BeEquivalentTo(new { Spent = 1d, Reserved = 0d });
    }

    [Fact]
    public void A_budget_of_nothing_allows_nothing() => IsRefused(Ann, Daily("total", 0)).Should().BeTrue();

    [Fact]
    public void A_ledger_counts_once_what_it_has_of_this_process_too()
    {
        var limits = Limits(
            Ann,
            new()
            {
                Total = new() { Daily = 50, Monthly = 500 },
            }
        );
        SpentDay[] before =
        [
            new(new(2026, 11, 28), "ann", "/one", 20),
            new(new(2026, 11, 29), "ann", "/one", 3),
            new(new(2026, 10, 31), "ann", "/one", 99),
        ];
        book.Learn(before);
        Spent(limits).Should().Equal(3, 23);

        book.Add(Ann, 2);
        book.Learn(before); // our 2 are not written yet
        Spent(limits).Should().Equal(5, 25);

        book.Learn([new(new(2026, 11, 29), "ann", "/one", 9)]); // ours, and 4 of another process
        Spent(limits).Should().Equal(9, 29);
    }

    [Fact]
    public void Whatever_the_calls_do_spent_and_reserved_exceed_a_limit_by_no_more_than_one_estimate()
    {
        var step = Gen.Select(Gen.Int[0, 2], Gen.Double[0, 3], Gen.Double[0, 1], Gen.Int[0, 6]);
        Gen.Select(Gen.Double[0, 10], step.List[1, 120])
            .Sample(run =>
            {
                var (amount, steps) = run;
                var time = new FakeTimeProvider(clock.GetUtcNow());
                var tested = new SpendingBook(time);
                var limits = Limits(Ann, new() { Total = new() { Daily = amount } });
                var open = new List<SpendingReservation>();
                double spent = 0;
                double largest = 0;
                foreach (var (what, estimate, share, which) in steps)
                {
                    if (what > 0)
                    {
                        var reserved = open.Sum(call => call.Estimate);
                        var call = tested.TryReserve(Ann, limits, estimate);
                        (call is not null)
                            .Should()
                            .Be(spent + reserved < amount - 1e-9 || (call is not null && spent + reserved < amount + 1e-9));
                        if (call is not null)
                        {
                            open.Add(call);
                            largest = Math.Max(largest, estimate);
                        }
                    }
                    else if (open.Count > 0)
                    {
                        var call = open[which % open.Count];
                        open.Remove(call);
                        call.Settle(call.Estimate * share);
                        spent += call.Estimate * share;
                    }

                    var standing = tested.Read(limits)[0];
                    standing.Spent.Should().BeApproximately(spent, 1e-9);
                    standing.Reserved.Should().BeApproximately(open.Sum(call => call.Estimate), 1e-9);
                    (standing.Spent + standing.Reserved).Should().BeLessThanOrEqualTo(amount + largest + 1e-9);
                }
            });
    }

    [Fact]
    public async Task Two_hundred_threads_at_once_do_not_exceed_it_either()
    {
        var limits = Limits(
            Ann,
            new()
            {
                Total = new() { Daily = 1 },
                PerTenant = new() { Daily = 2 },
            }
        );
        using var together = new Barrier(200);
        var granted = 0;
        var threads = Enumerable
            .Range(0, 200)
            .Select(_ =>
                Task.Factory.StartNew(
                    () =>
                    {
                        together.SignalAndWait();
                        if (book.TryReserve(Ann, limits, 0.3) is not null)
                        {
                            Interlocked.Increment(ref granted);
                        }
                    },
                    TaskCreationOptions.LongRunning
                )
            );

        await Task.WhenAll(threads);

        granted.Should().Be(4, "at 0.9 one more may begin, and at 1.2 none");
        book.Read(limits).Select(standing => standing.Reserved).Should().AllBeEquivalentTo(1.2);
    }

    private static BudgetSpec Daily(string scope, double amount)
    {
        var limits = new BudgetLimits { Daily = amount };
        return scope switch
        {
            "tenant" => new() { PerTenant = limits },
            "workspace" => new() { PerWorkspace = limits },
            _ => new() { Total = limits },
        };
    }

    private static ImmutableArray<BudgetLimit> Limits(SpendingOwner owner, BudgetSpec budget) =>
        BudgetLimit.Of([new(budget, "models.json", IsOfWorkspace: false)], owner);

    private bool IsRefused(SpendingOwner owner, BudgetSpec budget) => book.TryReserve(owner, Limits(owner, budget), 1) is null;

    private IEnumerable<double> Spent(ImmutableArray<BudgetLimit> limits) => book.Read(limits).Select(standing => standing.Spent);

    private sealed class SettableTime(TimeProvider time) : TimeProvider
    {
        public TimeSpan Back { get; set; }

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() - Back;
    }
}
