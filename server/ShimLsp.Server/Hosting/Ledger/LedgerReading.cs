using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Spending;
using ShimLsp.Server.Hosting.Ledger.Sqlite;

namespace ShimLsp.Server.Hosting.Ledger;

/// <summary>Sums over the ledger's file.</summary>
/// <param name="database">The file, open for reading.</param>
/// <param name="tenant">The only tenant to read of; null for all.</param>
/// <param name="workspace">The only workspace; null for all.</param>
internal sealed class LedgerReading(Database database, string? tenant, string? workspace)
{
    // The median is the lower of the two in the middle, of the calls that were answered.
    private const string Sums = """
        WITH seen AS (
          SELECT KEY AS key, calls.*, o.name AS ended_as FROM calls
          JOIN names o ON o.id = outcome JOIN names t ON t.id = tenant JOIN names w ON w.id = workspace JOIN names m ON m.id = model
          WHERE day >= ? AND (?2 IS NULL OR t.name = ?2) AND (?3 IS NULL OR w.name = ?3)
        ), ranked AS (
          SELECT key, whole_ms, row_number() OVER (PARTITION BY key ORDER BY whole_ms) AS at, count(*) OVER (PARTITION BY key) AS number
          FROM seen WHERE ended_as = 'answered'
        ), medians AS (SELECT key, whole_ms AS median FROM ranked WHERE at = (number + 1) / 2)
        SELECT key, count(*), sum(ended_as = 'failed'), sum(ended_as = 'cancelled'), sum(ended_as = 'answered' AND cost IS NULL),
          total(input), total(cached), total(output), total(cost), total(saved),
          max(median)
        FROM seen LEFT JOIN medians USING (key) GROUP BY key ORDER BY SORT
        """;

    /// <summary>Answers.</summary>
    /// <param name="query">Which calls, and how.</param>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public LedgerReport Read(LedgerQuery query)
    {
        var (key, order) = query.By switch
        {
            LedgerGroup.Model => ("m.name", "total(cost) DESC, count(*) DESC, key"),
            LedgerGroup.Workspace => ("w.name", "total(cost) DESC, count(*) DESC, key"),
            LedgerGroup.Tenant => ("t.name", "total(cost) DESC, count(*) DESC, key"),
            _ => ("day", "key"),
        };
        var rows = Sum(query.Since, key, order, number => query.By is LedgerGroup.Day ? DayOf(number) : number);
        var total = Sum(query.Since, "''", "key", key => key);
        return new(query, rows, total is [var all] ? all.Sum : new());
    }

    /// <summary>What each tenant spent in each of its workspaces on each day.</summary>
    /// <param name="since">The first day, of UTC: a budget's days are not those of a report.</param>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public IReadOnlyList<SpentDay> SpentByDay(DateOnly since)
    {
        // The index is by the machine's days, which begin and end up to 14 hours apart from those of UTC.
        using var statement = database.Prepare(
            """
            SELECT date(ended / 1000, 'unixepoch'), t.name, w.name, total(cost)
            FROM calls JOIN names t ON t.id = tenant JOIN names w ON w.id = workspace
            WHERE day >= ? AND ended >= ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """
        );
        var begin = new DateTimeOffset(since, TimeOnly.MinValue, TimeSpan.Zero);
        statement.Bind(LedgerFile.NumberOf(since.AddDays(-1)), begin.ToUnixTimeMilliseconds());
        var spent = new List<SpentDay>();
        while (statement.Step())
        {
            var day = DateOnly.ParseExact(statement.Text(0), "yyyy-MM-dd", CultureInfo.InvariantCulture);
            spent.Add(new(day, statement.Text(1), statement.Text(2), Math.Round(statement.Real(3), 12)));
        }

        return spent;
    }

    private ImmutableArray<LedgerRow> Sum(DateOnly since, string key, string order, Func<string, string> name)
    {
        using var statement = database.Prepare(
            Sums.Replace("KEY", key, StringComparison.Ordinal).Replace("SORT", order, StringComparison.Ordinal)
        );
        statement.Bind(LedgerFile.NumberOf(since), tenant, workspace);
        var rows = ImmutableArray.CreateBuilder<LedgerRow>();
        while (statement.Step())
        {
            rows.Add(new(name(statement.Text(0)), SumOf(statement)));
        }

        return rows.ToImmutable();
    }

    private static LedgerSum SumOf(Statement row) =>
        new()
        {
            Calls = row.Integer(1),
            Failed = row.Integer(2),
            Cancelled = row.Integer(3),
            Unpriced = row.Integer(4),
            Input = row.Integer(5),
            CachedInput = row.Integer(6),
            Output = row.Integer(7),
            Cost = Math.Round(row.Real(8), 12), // the digits beyond are errors of binary fractions
            Saved = Math.Round(row.Real(9), 12),
            MedianMs = row.IsNull(10) ? null : Math.Round(row.Real(10), 3),
        };

    private static string DayOf(string number) => $"{number[..4]}-{number[4..6]}-{number[6..]}";
}
