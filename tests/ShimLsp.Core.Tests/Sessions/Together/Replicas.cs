using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions.Together;

/// <summary>Several gateways' sessions of one tenant and workspace, over one store.</summary>
internal sealed class Replicas : IDisposable
{
    public Replicas(
        int count = 2,
        string table = TestSession.CheapAndStrong,
        bool hasClassifier = false,
        RouterSpec? router = null,
        params string?[] selected
    )
    {
        Ports = [.. Enumerable.Range(0, count).Select(_ => new StorePort(Store))];
        Sessions =
        [
            .. Ports.Select((port, at) => new TestSession(table, router, selected.ElementAtOrDefault(at), hasClassifier, shared: port)),
        ];
    }

    public SharedStore Store { get; } = new();

    public StorePort[] Ports { get; }

    public TestSession[] Sessions { get; }

    public TestSession A => Sessions[0];

    public TestSession B => Sessions[1];

    /// <summary>Time passes everywhere.</summary>
    public void Advance(TimeSpan time)
    {
        Store.Clock.Advance(time);
        foreach (var session in Sessions)
        {
            session.Clock.Advance(time);
        }
    }

    /// <summary>Switches, and returns when the switch has been answered.</summary>
    public static async Task SwitchAsync(TestSession session, string slug)
    {
        session.Session.Switch(new ModelSlug(slug));
        await session.Session.ToldAsync().Soon();
    }

    public static async Task<string> ModelOf(TestSession session, string task = "rename a variable") =>
        (await session.DecideAsync(task)).Model.Slug.Value;

    public static async Task<DecisionSource> SourceOf(TestSession session, string task = "rename a variable") =>
        (await session.DecideAsync(task)).Source;

    public void Dispose()
    {
        foreach (var session in Sessions)
        {
            session.Dispose();
        }
    }
}
