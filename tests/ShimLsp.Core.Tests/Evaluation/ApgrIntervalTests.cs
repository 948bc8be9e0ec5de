using CsCheck;
using ShimLsp.Core.Evaluation;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>How far an APGR might have come out otherwise.</summary>
public sealed class ApgrIntervalTests
{
    // The published vectors of SplitMix64 for this seed: the interval of a file is the same on every machine.
    [Fact]
    public void The_dice_are_the_published_ones()
    {
        var dice = new SplitMix(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        foreach (var number in expected)
        {
            dice.Next().Should().Be(number);
        }
    }

    [Fact]
    public void Each_face_of_the_dice_comes_as_often()
    {
        var dice = new SplitMix(1);
        var faces = new int[7];
        for (var throws = 0; throws < 70_000; throws++)
        {
            faces[dice.Below(7)]++;
        }

        faces.Should().OnlyContain(times => times > 9_700 && times < 10_300); // three standard deviations
    }

    [Fact]
    public void It_is_what_resamples_that_are_really_made_give() =>
        Gen.Select(GainingTasks(1, 12), Gen.Int[20, 60], Gen.ULong)
            .Sample(
                (tasks, resamples, seed) =>
                {
                    var interval = ApgrInterval.Of(tasks, resamples, seed);
                    var (low, high, lowerBound) = Naive.Interval(tasks, resamples, seed);
                    interval.Low.Should().BeApproximately(low, 1e-9);
                    interval.High.Should().BeApproximately(high, 1e-9);
                    interval.LowerBound.Should().BeApproximately(lowerBound, 1e-9);
                    interval.WithoutGap.Should().Be(0);
                },
                iter: 100
            );

    [Fact]
    public void It_holds_the_truth_about_as_often_as_it_says()
    {
        // Of this many tasks with such chances the true APGR is that of the whole population.
        var dice = new SplitMix(42);
        EvaluatedTask[] population = [.. Enumerable.Range(0, 20_000).Select(at => Draw(at / 20_000.0, ref dice))];
        var truth = CostQualityCurve.Of(population).Apgr!.Value;
        var (inside, above) = (0, 0);
        for (var sample = 0; sample < 200; sample++)
        {
            EvaluatedTask[] drawn = [.. Enumerable.Range(0, 200).Select(_ => population[dice.Below(population.Length)])];
            var interval = ApgrInterval.Of(drawn, 400, (ulong)sample);
            inside += truth >= interval.Low && truth <= interval.High ? 1 : 0;
            above += truth >= interval.LowerBound ? 1 : 0;
        }

        inside.Should().BeInRange(180, 198, "95 % of 200 is 190");
        above.Should().BeInRange(180, 198, "and so it is of the one-sided bound");
    }

    [Fact]
    public void The_same_seed_gives_the_same_and_another_seed_another()
    {
        EvaluatedTask[] tasks = [.. Enumerable.Range(0, 50).Select(at => new EvaluatedTask(at / 50.0, at % 3 == 0 ? 0 : 1, 1))];
        ApgrInterval.Of(tasks, 200, 7).Should().Be(ApgrInterval.Of(tasks, 200, 7));
        ApgrInterval.Of(tasks, 200, 7).Should().NotBe(ApgrInterval.Of(tasks, 200, 8));
    }

    [Fact]
    public void A_constant_score_leaves_nothing_to_chance()
    {
        EvaluatedTask[] tasks = [.. Enumerable.Range(0, 99).Select(at => new EvaluatedTask(0.7, at % 2, 1))];
        var interval = ApgrInterval.Of(tasks, 100, 1);
        interval.Low.Should().BeApproximately(100 / 198.0, 1e-12);
        interval.High.Should().BeApproximately(100 / 198.0, 1e-12);
    }

    [Fact]
    public void Resamples_without_a_gap_count_against_it_on_either_side()
    {
        // One gain in twenty tasks: more than a third of the resamples miss it.
        EvaluatedTask[] tasks = [.. Enumerable.Range(0, 20).Select(at => new EvaluatedTask(at / 20.0, at == 0 ? 0 : 1, 1))];
        var interval = ApgrInterval.Of(tasks, 1000, 1);
        interval.WithoutGap.Should().BeInRange(300, 420);
        interval.Should().Be(new ApgrInterval(null, null, null, interval.WithoutGap));
    }

    [Fact]
    public void Its_ends_are_in_order() =>
        EvaluatedTasks
            .Any(1, 30)
            .Sample(tasks =>
            {
                var interval = ApgrInterval.Of(tasks, 50, 1);
                (interval.Low <= interval.LowerBound).Should().Be(interval.Low is not null);
                (interval.LowerBound <= interval.High).Should().Be(interval is { LowerBound: not null, High: not null });
            });

    private static EvaluatedTask Draw(double score, ref SplitMix dice) =>
        new(score, dice.Below(1000) < 300 + (600 * score) ? 1 : 0, dice.Below(1000) < 900 ? 1 : 0);

    // The strong one is better at each, so that every resample has a gap.
    private static Gen<EvaluatedTask[]> GainingTasks(int least, int most) =>
        EvaluatedTasks
            .Any(least, most, withGap: false)
            .Select(tasks =>
                tasks.Select(task => task with { Weak = task.Weak / 2, Strong = (task.Weak / 2) + 0.1 + (task.Strong / 4) }).ToArray()
            );
}
