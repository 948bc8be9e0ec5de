using ShimLsp.Server.Providers.Refusals;

namespace ShimLsp.Server.Providers;

/// <summary>What one session learned of its models. Thread-safe.</summary>
/// <param name="Quirks">The options that models refused.</param>
/// <param name="Foreign">The thoughts that models refused.</param>
/// <param name="Dropped">Takes what translation leaves out.</param>
internal sealed record SessionNotes(LearnedQuirks Quirks, ForeignThoughts Foreign, DroppedNotes Dropped);
