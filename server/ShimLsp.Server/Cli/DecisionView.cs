using System.Globalization;
using ShimLsp.Core.Routing;
using ShimLsp.Server.Cli.Route;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli;

/// <summary>A decision as a person reads it: the ranked candidates are the explanation.</summary>
internal static class DecisionView
{
    /// <summary>Writes it.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="call">The classifier's call that it rests on; null if there was none.</param>
    public static void Write(TerminalStreams terminal, DecisionInfo decision, ClassifierCall? call)
    {
        terminal.WriteLine(decision.Reason);
        terminal.Out.WriteLine();
        var rests = decision.Candidates.Any(candidate => candidate.Strength is not null); // a classifier's scores rest on none
        var table = rests ? new Table("MODEL", ">SCORE", "STRENGTH", ">COST", "VERDICT") : new Table("MODEL", ">SCORE", ">COST", "VERDICT");
        foreach (var candidate in decision.Candidates)
        {
            table.Add([
                new(candidate.Slug, candidate.Verdict is Verdict.Chosen ? Tone.Strong : Tone.Plain),
                candidate.Score is { } score ? Number(score, "0.00") : "-",
                .. rests ? [Strength(candidate)] : (Cell[])[],
                Number(candidate.Cost, "0.###"),
                new(Words(candidate), ToneOf(candidate.Verdict)),
            ]);
        }

        table.WriteTo(terminal);
        terminal.Out.WriteLine();
        WriteFacts(terminal, decision, call);
    }

    /// <summary>Why a candidate was left out, in a few words.</summary>
    public static string Words(Rejection? rejection) =>
        rejection switch
        {
            Rejection.NotRequested => "not asked for",
            Rejection.NoImages => "reads no images",
            Rejection.NoTools => "calls no tools",
            Rejection.ContextTooSmall => "context too small",
            Rejection.MissingCredential => "no key",
            Rejection.Unauthorized => "key rejected",
            Rejection.OutOfCredit => "out of credit",
            Rejection.NotFound => "model not found",
            Rejection.RateLimited => "rate limited",
            Rejection.Failing => "failing",
            Rejection.ContentRefused => "content refused",
            Rejection.OverBudget => "over budget",
            _ => "left out",
        };

    /// <summary>Why the classifier did not answer, in a few words.</summary>
    private static string Words(StandInReason why) =>
        why switch
        {
            StandInReason.Timeout => "no answer in time",
            StandInReason.Unusable => "its reply has no scores",
            StandInReason.Cooldown => "it is paused after a failure",
            StandInReason.QueueFull => "too many tasks are waiting for it",
            StandInReason.MissingCredential => "its key is missing",
            StandInReason.OverBudget => "the budget is spent",
            _ => "the call failed",
        };

    private static void WriteFacts(TerminalStreams terminal, DecisionInfo decision, ClassifierCall? call)
    {
        var facts = new Table("", "");
        facts.Add("Threshold", decision.Threshold is { } threshold ? Number(threshold, "0.00##") : "-");
        facts.Add("Source", Name(decision.Source));
        if (call is not null)
        {
            facts.Add("Classifier", $"{call.Model.Slug} answered in {Number(call.Milliseconds, "0")} ms");
            facts.Add("Its cost", Cost(call));
        }

        if (decision.StandIn is { } standIn)
        {
            facts.Add("Classifier", $"{standIn.For} did not score this task: {Words(standIn.Why)}");
        }

        facts.Add("Key", decision.CacheKey ?? "none: not cached");
        facts.Add("Elapsed", $"{Number(decision.ElapsedMicroseconds / 1000.0, "0.000")} ms");
        if (decision.Estimated is { } cost)
        {
            facts.Add(
                "Estimate",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"${cost.Cost:0.0000} for {cost.InputTokens} tokens in and {cost.OutputTokens} out (estimated); "
                        + $"the strongest would cost ${cost.BaselineCost:0.0000}"
                )
            );
        }

        facts.WriteRowsTo(terminal);
    }

    /// <summary>A source as the wire names it.</summary>
    public static string Name(DecisionSource source) => source.ToString().ToLowerInvariant();

    private static string Strength(CandidateInfo candidate) =>
        candidate is { Strength: { } strength, StrengthSource: { } source }
            ? $"{Number(strength, "0.00#")} {source.ToString().ToLowerInvariant()}"
            : "-";

    private static string Cost(ClassifierCall call)
    {
        var tokens = call.Usage is { } usage
            ? string.Create(CultureInfo.InvariantCulture, $"{usage.Input} tokens in and {usage.Output} out")
            : null;
        return call.Cost is { } dollars ? $"${Number(dollars, "0.0000####")} for {tokens}"
            : tokens is null ? "not known: the provider does not say what it took"
            : $"not known: the catalog states no price; {tokens}";
    }

    private static string Words(CandidateInfo candidate) =>
        candidate.Verdict switch
        {
            Verdict.Chosen => "chosen",
            Verdict.Viable => "good enough",
            Verdict.BelowThreshold => "below the threshold",
            _ => Words(candidate.Rejection),
        };

    private static Tone ToneOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Chosen => Tone.Good,
            Verdict.Viable => Tone.Plain,
            Verdict.BelowThreshold => Tone.Dim,
            _ => Tone.Warning,
        };

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
