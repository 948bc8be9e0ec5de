namespace ShimLsp.Training.Fit;

/// <summary>A row of a design: some columns with one value, and a few with values of their own.</summary>
/// <param name="Columns">Columns that have <paramref name="Value"/>.</param>
/// <param name="Value">Their value.</param>
/// <param name="Dense">The values of the last columns, as many as there are.</param>
internal readonly record struct DesignRow(int[] Columns, double Value, double[] Dense);

/// <summary>
/// Ridge regression: minimises the squared errors plus, for each column, its penalty times its squared weight. Solved by conjugate
/// gradients (Hestenes and Stiefel, 1952) on the normal equations, in one thread and one order: the same digits from the same data.
/// </summary>
internal static class Ridge
{
    private const int MostSteps = 120;
    private const double Enough = 1e-8;

    /// <summary>Fits.</summary>
    /// <param name="rows">The design.</param>
    /// <param name="targets">What to come to, a row each.</param>
    /// <param name="penalties">A penalty for each column.</param>
    /// <returns>A weight for each column.</returns>
    public static double[] Fit(IReadOnlyList<DesignRow> rows, double[] targets, double[] penalties)
    {
        var weights = new double[penalties.Length];
        var residual = new double[penalties.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            Add(residual, rows[i], targets[i]);
        }

        var direction = (double[])residual.Clone();
        var image = new double[penalties.Length];
        var norm = Dot(residual, residual);
        for (var (step, start) = (0, norm); step < MostSteps && norm > Enough * start; step++)
        {
            for (var j = 0; j < image.Length; j++)
            {
                image[j] = penalties[j] * direction[j];
            }

            foreach (var row in rows)
            {
                Add(image, row, Predict(direction, row));
            }

            var length = norm / Dot(direction, image);
            for (var j = 0; j < weights.Length; j++)
            {
                weights[j] += length * direction[j];
                residual[j] -= length * image[j];
            }

            var next = Dot(residual, residual);
            var turn = next / norm;
            norm = next;
            for (var j = 0; j < direction.Length; j++)
            {
                direction[j] = residual[j] + (turn * direction[j]);
            }
        }

        return weights;
    }

    /// <summary>What the weights make of a row.</summary>
    public static double Predict(double[] weights, DesignRow row)
    {
        var sum = 0.0;
        foreach (var column in row.Columns)
        {
            sum += weights[column];
        }

        sum *= row.Value;
        var dense = weights.Length - row.Dense.Length;
        for (var i = 0; i < row.Dense.Length; i++)
        {
            sum += row.Dense[i] * weights[dense + i];
        }

        return sum;
    }

    private static void Add(double[] to, DesignRow row, double times)
    {
        var value = times * row.Value;
        foreach (var column in row.Columns)
        {
            to[column] += value;
        }

        var dense = to.Length - row.Dense.Length;
        for (var i = 0; i < row.Dense.Length; i++)
        {
            to[dense + i] += times * row.Dense[i];
        }
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
