using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Doctor.Probing;

/// <summary>Sends a probe to every model that is ready, several at a time.</summary>
internal static class ProbeRun
{
    private const int MostAtATime = 8;

    /// <summary>Sends the probes.</summary>
    /// <param name="seen">The workspace.</param>
    /// <param name="probe">Sends one.</param>
    /// <param name="show">Shows each answer as it arrives, and which models have not answered yet.</param>
    /// <param name="cancellationToken">Ends it at once; the report has the answers so far.</param>
    public static async Task<ProbesReport> AskAllAsync(
        Examination seen,
        Probe probe,
        Action<ProbeReport, ImmutableHashSet<string>> show,
        CancellationToken cancellationToken
    )
    {
        var models = Asked(seen);
        var waiting = models.Select(model => model.Slug.Value).ToImmutableHashSet();
        using var places = new SemaphoreSlim(MostAtATime);
        var reports = models.Select(AskAsync).ToArray();
        await foreach (var done in Task.WhenEach(reports).ConfigureAwait(false))
        {
            var report = await done.ConfigureAwait(false);
            waiting = waiting.Remove(report.Slug);
            show(report, waiting);
        }

        return Conclude(seen, await Task.WhenAll(reports).ConfigureAwait(false));

        async Task<ProbeReport> AskAsync(ModelSpec model)
        {
            try
            {
                await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return new(model.Slug.Value, ProbeVerdict.Interrupted, "not asked", 0);
            }

            try
            {
                return await probe.AskAsync(model, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                places.Release();
            }
        }
    }

    /// <summary>The models that are ready, in the catalog's order.</summary>
    /// <param name="seen">The workspace.</param>
    public static ImmutableArray<ModelSpec> Asked(Examination seen) =>
        [.. seen.Session.Catalog.Models.Where(model => seen.Session.CredentialOf(model.Slug).IsResolved)];

    private static ProbesReport Conclude(Examination seen, ProbeReport[] reports)
    {
        var works = reports.Where(report => report.Verdict is ProbeVerdict.Works).Select(report => report.Slug).ToHashSet();
        var candidates = seen.Ready.Select(model => model.Slug.Value).Where(works.Contains).ToArray();
        var all = reports.Length == 1 ? "The one model that is ready" : $"Of {reports.Length} models that are ready,";
        var verdict =
            reports.Length == 0 ? "No model was asked: none has its key."
            : reports.Length == 1 ? $"{all} {(works.Count == 1 ? "answers" : "does not answer")}."
            : works.Count == 0 ? $"{all} none answers."
            : $"{all} {works.Count} {(works.Count == 1 ? "answers" : "answer")} ({Names(reports, works)}).";
        return new(
            candidates.Length > 0,
            works.Count > 0 && candidates.Length == 0 ? $"{verdict} None of them is a candidate." : verdict,
            reports
        );
    }

    private static string Names(ProbeReport[] reports, HashSet<string> works) =>
        NameList.Of(reports.Select(report => report.Slug).Where(works.Contains));
}
