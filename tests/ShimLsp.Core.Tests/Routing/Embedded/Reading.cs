using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>A text as the scorer reads it.</summary>
internal static class Reading
{
    /// <summary>What is counted in a text, and what kind of text it is.</summary>
    public static (TaskFeatures Task, TaskFormat Format) Of(string text) =>
        TaskScan.Read(text, new GramSet(new ulong[GramSet.Words64]), new GramSet(new ulong[GramSet.Words64]));
}
