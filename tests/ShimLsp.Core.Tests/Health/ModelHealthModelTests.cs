using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Health;

/// <summary>Any sequence of outcomes, requests and waiting, compared with a second, plain version of the rules in whole seconds.</summary>
public class ModelHealthModelTests
{
    private static readonly ModelSlug Slug = new("haiku");

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (4, OneOf(500, 503, 408).Select(status => new Step(Status: status))),
        (2, OneOf(200, 400, 401, 402, 404).Select(status => new Step(Status: status))),
        (2, Gen.Int[0, 100].Select(seconds => new Step(Status: 429, Seconds: seconds))),
        (1, Gen.Const(new Step(Status: 429))),
        (4, Gen.Const(new Step(IsRequest: true))),
        (4, OneOf(1, 5, 29, 30, 31, 300, 900).Select(seconds => new Step(Seconds: seconds))),
        (1, Gen.Const(new Step(IsRenewal: true)))
    );

    private static Gen<int> OneOf(params int[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void It_does_what_the_rules_say() =>
        AnyStep
            .Array[0, 60]
            .Sample(
                steps =>
                {
                    var clock = new FakeTimeProvider();
                    using var health = new ModelHealth(clock, (_, _) => { });
                    var rules = new Rules();
                    foreach (var step in steps)
                    {
                        switch (step)
                        {
                            case { IsRequest: true }:
                                health.TryTake(Slug, out var isTrial).Should().Be(rules.Take(out var expected));
                                isTrial.Should().Be(expected);
                                break;
                            case { IsRenewal: true }:
                                health.Renew([Slug]);
                                rules = new Rules { Now = rules.Now };
                                break;
                            case { Status: { } status }:
                                health.Report(
                                    Slug,
                                    new Outcome(status, RetryAfter: step.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
                                );
                                rules.Report(status, step.Seconds);
                                break;
                            default:
                                clock.Advance(TimeSpan.FromSeconds(step.Seconds!.Value));
                                rules.Now += step.Seconds.Value;
                                break;
                        }

                        health.Of(Slug).State.Should().Be(rules.State);
                    }
                },
                iter: 2_000
            );

    private sealed record Step(int? Status = null, int? Seconds = null, bool IsRequest = false, bool IsRenewal = false);

    private sealed class Rules
    {
        private bool isRefused;
        private int creditUntil;
        private int missingUntil;
        private int limitedUntil;
        private int limits;
        private int failures;
        private int? failingUntil;
        private bool isTried;

        public int Now { get; set; }

        public AvailabilityState State =>
            isRefused ? AvailabilityState.Unauthorized
            : Now < creditUntil ? AvailabilityState.OutOfCredit
            : Now < missingUntil ? AvailabilityState.NotFound
            : Now < limitedUntil ? AvailabilityState.RateLimited
            : Now < failingUntil ? AvailabilityState.Failing
            : AvailabilityState.Available;

        public bool Take(out bool isTrial)
        {
            var isAvailable = State == AvailabilityState.Available;
            isTrial = isAvailable && failingUntil is not null;
            if (isTrial)
            {
                (failingUntil, isTried) = (Now + 30, true);
            }

            return isAvailable;
        }

        public void Report(int status, int? pause)
        {
            if (status is >= 500 or 408)
            {
                failures++;
                if (failures >= 3 || failingUntil is not null)
                {
                    (failingUntil, isTried) = (Math.Max(failingUntil ?? 0, Now + 30), false);
                }

                return;
            }

            if (!(Now < failingUntil) || isTried || status == 200)
            {
                (failures, failingUntil, isTried) = (0, null, false);
            }

            switch (status)
            {
                case 200:
                    (isRefused, creditUntil, missingUntil, limitedUntil, limits) = (false, 0, 0, 0, 0);
                    break;
                case 401:
                    isRefused = true;
                    break;
                case 402:
                    creditUntil = Now + 900;
                    break;
                case 404:
                    missingUntil = Now + 300;
                    break;
                case 429:
                    limitedUntil = Math.Max(limitedUntil, Now + (pause ?? Math.Min(300, 5 << limits)));
                    limits += pause is null ? 1 : 0;
                    break;
            }
        }
    }
}
