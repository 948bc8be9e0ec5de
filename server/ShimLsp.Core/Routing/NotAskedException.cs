using System.Diagnostics.CodeAnalysis;

namespace ShimLsp.Core.Routing;

/// <summary>
/// A classifier was not asked after all: while the request waited for its place, its model refused another, or is being tried by one. No
/// call, and no failure of one.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "It says all there is to say.")]
internal sealed class NotAskedException() : Exception("The classifier cannot be used any more.");
