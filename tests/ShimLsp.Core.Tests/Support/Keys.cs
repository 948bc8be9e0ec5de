using System.Globalization;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Support;

/// <summary>Keys and scores where only their being equal or different matters.</summary>
internal static class Keys
{
    public static RouteKey Of(int number) =>
        RouteKey.Of(new TaskSignal(number.ToString(CultureInfo.InvariantCulture), false, false, 1), [], "test", new byte[32]);

    public static Scoring Scoring(string because = "") => new(new ScoreSheet([], because), ByClassifier: false);
}
