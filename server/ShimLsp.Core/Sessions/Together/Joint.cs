using ShimLsp.Core.Shared;

namespace ShimLsp.Core.Sessions.Together;

/// <summary>A session that is as new as what is shared.</summary>
/// <param name="At">The session.</param>
/// <param name="Generation">The shared generation that it is of.</param>
/// <param name="State">What is shared.</param>
internal sealed record Joint(SessionSnapshot At, long Generation, SharedState State);
