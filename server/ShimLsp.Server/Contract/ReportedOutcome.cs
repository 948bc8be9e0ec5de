using System.Text.Json;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models.Text;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>Reads what a client reports of a call that it made itself.</summary>
internal static class ReportedOutcome
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(365);

    /// <summary>The outcome.</summary>
    /// <param name="parameters">What the client reports.</param>
    /// <param name="clock">Time.</param>
    public static Outcome Of(ReportOutcomeParams parameters, TimeProvider clock)
    {
        if ((parameters.Status is null) == (parameters.Error is null))
        {
            throw ContractErrors.InvalidParams("status", "Give either status or error.");
        }

        if (parameters.Status is < 100 or > 599)
        {
            throw ContractErrors.InvalidParams("status", "must be an HTTP status from 100 to 599.");
        }

        if (parameters.RetryAfterSeconds is { } seconds && !(seconds >= 0))
        {
            throw ContractErrors.InvalidParams("retryAfterSeconds", "must be 0 or more.");
        }

        NoAnswer? noAnswer = parameters.Error switch
        {
            OutcomeError.Timeout => NoAnswer.Timeout,
            OutcomeError.Network => NoAnswer.Network,
            _ => null,
        };
        var pause =
            parameters.RetryAfterSeconds is { } after ? TimeSpan.FromSeconds(Math.Min(after, LongestPause.TotalSeconds))
            : HeaderOf(parameters.RetryAfter) is { } header ? RetryAfter.Read(header, clock.GetUtcNow())
            : null;
        return new(parameters.Status, noAnswer, pause > LongestPause ? LongestPause : pause);
    }

    /// <summary>A header as a client forwards it; null if the value cannot be one.</summary>
    private static string? HeaderOf(JsonElement? value) =>
        value?.ValueKind switch
        {
            JsonValueKind.String => LenientJson.Text(value.Value),
            JsonValueKind.Number => value.Value.GetRawText(),
            _ => null,
        };
}
