using CsCheck;
using ShimLsp.Training.Fit;

namespace ShimLsp.Training.Tests.Fit;

/// <summary>The weights minimise squared errors plus penalties: compared with the normal equations, solved by elimination.</summary>
public sealed class RidgeTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 1.5)]
    [InlineData(6, 0.75)]
    public void One_column_is_pulled_to_zero_by_its_penalty(double penalty, double expected) =>
        Ridge.Fit([new([0], 1, []), new([0], 1, [])], [4, 2], [penalty])[0].Should().BeApproximately(expected, 1e-9);

    [Fact]
    public void Any_small_system_comes_out_as_elimination_has_it() =>
        System(columns: 4, dense: 3)
            .Sample(
                system =>
                {
                    var (rows, targets, penalties) = system;
                    var exact = NormalEquations.Solve(rows, targets, penalties);
                    var found = Ridge.Fit(rows, targets, penalties);
                    return exact.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= Precision(rows, targets, penalties));
                },
                iter: 500
            );

    [Fact]
    public void A_penalty_that_is_prohibitive_leaves_nothing() =>
        Ridge.Fit([new([], 1, [1, 1]), new([], 1, [2, 1])], [3, 5], [1e12, 1e-6])[0].Should().BeApproximately(0, 1e-6);

    [Fact]
    public void Columns_of_a_row_share_its_value_and_the_dense_ones_come_last() =>
        Ridge.Predict([10, 20, 30, 4, 5], new([0, 2], 0.5, [2, 1])).Should().Be((0.5 * (10 + 30)) + (2 * 4) + 5);

    [Fact]
    public void Nothing_to_explain_weighs_nothing() =>
        Ridge.Fit([new([0], 1, [1]), new([1], 1, [1])], [0, 0], [1, 1, 1]).Should().Equal(0, 0, 0);

    // It stops where the residual is a ten thousandth of what it was at first, X'y; no eigenvalue is below the least penalty.
    private static double Precision(DesignRow[] rows, double[] targets, double[] penalties)
    {
        var start = Enumerable
            .Range(0, penalties.Length)
            .Select(column =>
            {
                var unit = new double[penalties.Length];
                unit[column] = 1;
                return rows.Select((row, i) => targets[i] * Ridge.Predict(unit, row)).Sum();
            });
        return 1e-9 + (1e-4 * Math.Sqrt(start.Sum(value => value * value)) / penalties.Min());
    }

    private static Gen<(DesignRow[] Rows, double[] Targets, double[] Penalties)> System(int columns, int dense) =>
        Gen.Select(
            Gen.Select(Gen.Bool.Array[columns], Gen.Double[0.2, 1], Gen.Double[-2, 2].Array[dense]).Array[3, 12],
            Gen.Double[-3, 3].Array[12],
            Gen.Double[0.5, 5].Array[columns + dense],
            (rows, targets, penalties) =>
                (
                    rows.Select(row => new DesignRow(
                            [.. Enumerable.Range(0, columns).Where(column => row.Item1[column])],
                            row.Item2,
                            row.Item3
                        ))
                        .ToArray(),
                    targets[..rows.Length],
                    penalties
                )
        );
}
