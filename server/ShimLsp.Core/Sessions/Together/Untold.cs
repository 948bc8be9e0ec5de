using ShimLsp.Core.Models;
using ShimLsp.Core.Shared;

namespace ShimLsp.Core.Sessions.Together;

/// <summary>A change that the other gateways do not know yet.</summary>
/// <param name="Choice">The model that was chosen; null if it is not about that.</param>
/// <param name="ChosenAt">When, a timestamp of the session's clock; null if that is not known.</param>
/// <param name="RenewsHealth">Whether every model deserves another try.</param>
internal sealed record Untold(ModelSlug? Choice, long? ChosenAt, bool RenewsHealth)
{
    /// <summary>When it was chosen, as the store has told before; null if it has not.</summary>
    public long? ChoiceTime { get; init; }

    /// <summary>This change after an earlier one that was not told either.</summary>
    /// <param name="earlier">The earlier one; null for none.</param>
    public Untold After(Untold? earlier) =>
        earlier is null
            ? this
            : new(Choice ?? earlier.Choice, Choice is null ? earlier.ChosenAt : ChosenAt, RenewsHealth || earlier.RenewsHealth)
            {
                ChoiceTime = Choice is null ? earlier.ChoiceTime : ChoiceTime,
            };

    /// <summary>The change as it is told now.</summary>
    /// <param name="known">The generation that is known.</param>
    /// <param name="clock">The session's clock.</param>
    public SharedChange ToChange(long known, TimeProvider clock) =>
        new(known, Choice?.Value, ChosenAt is { } at ? clock.GetElapsedTime(at) : null, RenewsHealth) { ChoiceTime = ChoiceTime };
}
