using System.Collections.Immutable;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Driving;

/// <summary>Draws the next message: mostly routes, and now and then any other message of a client.</summary>
/// <param name="random">The connection's own source of chance.</param>
/// <param name="tasks">How many tasks there are.</param>
internal sealed class Mix(Random random, int tasks)
{
    private static readonly ImmutableArray<RefusedCall> RefusedCalls =
    [
        new(null, "status", "\"workspaceFolder\":\"/no/such/folder\"", 1005),
        new(null, "noSuchMethod", "", -32601),
        new(null, "route", "\"task\":7", -32602),
    ];

    /// <summary>One call in an open session.</summary>
    public Call Next(SessionModel session)
    {
        var folder = session.Folder.Name;
        return random.Next(1000) switch
        {
            < 935 => Route(session),
            < 957 when session.Pending is null => Report(session),
            < 962 => new SwitchCall(folder, Slug(session), Persist: random.Next(2) == 0),
            < 967 => new InvalidateCall(folder),
            < 973 => new StatusCall(folder),
            < 978 => new ListCall(folder),
            < 981 => new ListCall(folder, IsCancelled: true),
            < 985 => Refused(folder),
            _ => Route(session),
        };
    }

    /// <summary>A call that changes nothing: for what may never be read.</summary>
    public Call Harmless(SessionModel session) => random.Next(10) == 0 ? new ListCall(session.Folder.Name) : Route(session);

    private RouteCall Route(SessionModel session)
    {
        var popularity = random.NextDouble(); // a few tasks are asked for often, most of them seldom
        return new RouteCall(session.Folder.Name, (int)(tasks * popularity * popularity * popularity))
        {
            Images = random.Next(12) == 0,
            Tools = random.Next(7) == 0,
            NoCache = random.Next(25) == 0,
            InputTokens = random.Next(16) == 0 ? random.Next(1, 30_000) : null,
            Candidates = random.Next(16) == 0 && session.Pending is null ? Some(session.Catalog) : default,
        };
    }

    private ReportCall Report(SessionModel session)
    {
        var (folder, slug) = (session.Folder.Name, Palette.One(random, session.Catalog.Models).Slug);
        return random.Next(100) switch
        {
            < 62 => new(folder, slug, 200),
            < 76 => new(folder, slug, 429, RetryAfter: TimeSpan.FromMilliseconds(random.Next(200, 3_000))),
            < 80 => new(folder, slug, 429),
            < 84 => new(folder, slug, random.Next(2) == 0 ? 401 : 403),
            < 91 => new(folder, slug, random.Next(500, 505)),
            < 94 => new(folder, slug, null, "timeout"),
            < 97 => new(folder, slug, null, "network"),
            _ => new(folder, slug, 404),
        };
    }

    private RefusedCall Refused(string folder) =>
        random.Next(5) switch
        {
            0 => new(folder, "switchModel", "\"slug\":\"nobody\"", 1001),
            1 => new(folder, "route", "", -32602),
            _ => Palette.One(random, RefusedCalls),
        };

    // Auto mostly, or there would be little to route.
    private string Slug(SessionModel session) =>
        session.Pending is null && random.Next(5) == 0 ? Palette.One(random, session.Catalog.Models).Slug : Palette.Auto;

    private ImmutableArray<string> Some(CatalogFacts catalog)
    {
        ImmutableArray<string> some = [.. catalog.Models.Where(_ => random.Next(2) == 0).Select(model => model.Slug)];
        return some.IsEmpty ? [catalog.Models[0].Slug] : some;
    }
}
