using System.Globalization;
using ShimLsp.Server.Hosting.Ledger.Sqlite;

namespace ShimLsp.Server.Hosting.Ledger;

/// <summary>
/// The tables of the ledger's file. Its version is in the file, as SQLite's <c>user_version</c>: how many of <see cref="Steps"/> it has
/// taken. A step that was released is never edited; a change is a new step.
/// </summary>
internal static class LedgerSchema
{
    /// <summary>From no tables to those of this version.</summary>
    public static IReadOnlyList<string> Steps =>
        [
            // 1. Names stand once, because a year of calls repeats a few dozen. The view is for people who look with SQLite's own shell.
            """
                CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
                CREATE TABLE calls (
                  id INTEGER PRIMARY KEY,
                  ended INTEGER NOT NULL,     -- milliseconds since 1970, UTC
                  day INTEGER NOT NULL,       -- 20261130, in the time zone of the machine
                  tenant INTEGER NOT NULL,
                  workspace INTEGER NOT NULL,
                  model INTEGER NOT NULL,
                  provider INTEGER NOT NULL,
                  purpose INTEGER NOT NULL,
                  source INTEGER,
                  attempt INTEGER NOT NULL,
                  outcome INTEGER NOT NULL,
                  status INTEGER,
                  input INTEGER,
                  cached INTEGER,
                  output INTEGER,
                  estimated INTEGER NOT NULL,
                  cost REAL,
                  saved REAL NOT NULL,
                  first_ms REAL,
                  whole_ms REAL NOT NULL
                );
                CREATE INDEX calls_by_day ON calls (day);
                CREATE VIEW ledger AS SELECT
                  calls.id, datetime(ended / 1000, 'unixepoch') AS ended_utc, day, t.name AS tenant, w.name AS workspace, m.name AS model,
                  p.name AS provider, u.name AS purpose, s.name AS source, attempt, o.name AS outcome, status, input, cached, output,
                  estimated, cost, saved, first_ms, whole_ms
                  FROM calls JOIN names t ON t.id = tenant JOIN names w ON w.id = workspace JOIN names m ON m.id = model
                  JOIN names p ON p.id = provider JOIN names u ON u.id = purpose JOIN names o ON o.id = outcome
                  LEFT JOIN names s ON s.id = source;
                """,
        ];

    /// <summary>Takes the steps that a file lacks, all or none. Two processes may both try.</summary>
    /// <param name="database">The file.</param>
    /// <param name="steps">All steps.</param>
    /// <returns>False if the file has taken steps that are not known here: a newer version wrote it.</returns>
    /// <exception cref="SqliteException">It could not be done.</exception>
    public static bool Migrate(Database database, IReadOnlyList<string> steps)
    {
        if (VersionOf(database) is var version && version == steps.Count)
        {
            return true;
        }

        if (version > steps.Count)
        {
            return false;
        }

        database.Run("BEGIN IMMEDIATE");
        try
        {
            for (var step = VersionOf(database); step < steps.Count; step++) // asked again: another process may just have done it
            {
                database.Run(steps[(int)step]);
                database.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {step + 1}"));
            }

            database.Run("COMMIT");
        }
        catch (SqliteException)
        {
            TryRollBack(database);
            throw;
        }

        return VersionOf(database) == steps.Count;
    }

    /// <summary>Ends a transaction that failed. SQLite may have ended it already.</summary>
    /// <param name="database">The file.</param>
    public static void TryRollBack(Database database)
    {
        try
        {
            database.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The failure that led here is the one to report.
        }
    }

    /// <summary>How many steps a file has taken; 0 if it has no tables yet.</summary>
    /// <param name="database">The file.</param>
    /// <exception cref="SqliteException">It is no database.</exception>
    public static long VersionOf(Database database) => database.Number("PRAGMA user_version");
}
