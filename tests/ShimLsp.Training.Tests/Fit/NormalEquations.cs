using ShimLsp.Training.Fit;

namespace ShimLsp.Training.Tests.Fit;

/// <summary>Ridge regression as the book has it: (X'X + P) w = X'y, by Gaussian elimination. Slow, and plain.</summary>
internal static class NormalEquations
{
    /// <summary>Solves.</summary>
    public static double[] Solve(IReadOnlyList<DesignRow> rows, double[] targets, double[] penalties)
    {
        var size = penalties.Length;
        var system = new double[size, size + 1];
        for (var j = 0; j < size; j++)
        {
            system[j, j] = penalties[j];
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var x = Plain(rows[i], size);
            for (var j = 0; j < size; j++)
            {
                for (var k = 0; k < size; k++)
                {
                    system[j, k] += x[j] * x[k];
                }

                system[j, size] += x[j] * targets[i];
            }
        }

        return Eliminate(system, size);
    }

    private static double[] Plain(DesignRow row, int size)
    {
        var x = new double[size];
        foreach (var column in row.Columns)
        {
            x[column] = row.Value;
        }

        row.Dense.CopyTo(x, size - row.Dense.Length);
        return x;
    }

    // The penalties make it positive definite: no pivot is needed.
    private static double[] Eliminate(double[,] system, int size)
    {
        for (var pivot = 0; pivot < size; pivot++)
        {
            for (var row = 0; row < size; row++)
            {
                var times = row == pivot ? 0 : system[row, pivot] / system[pivot, pivot];
                for (var column = pivot; times != 0 && column <= size; column++)
                {
                    system[row, column] -= times * system[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(row => system[row, size] / system[row, row])];
    }
}
