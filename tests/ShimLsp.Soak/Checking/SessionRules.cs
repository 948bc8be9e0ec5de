using System.Text.Json;
using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>What the answers to everything but <c>route</c> must be. Each takes its session to the state after it.</summary>
internal static class SessionRules
{
    private const int UnknownModel = 1001;
    private const int Cancelled = -32800;

    public static Fault? Judge(SessionModel session, Exchange exchange)
    {
        if (exchange is { Call: ListCall { IsCancelled: true }, ErrorCode: Cancelled })
        {
            return null;
        }

        var unknown = exchange.Call switch
        {
            SwitchCall { Slug: var slug } => !session.Exists(slug),
            ReportCall { Slug: var slug } => session.Catalog.Find(slug) is null,
            _ => false,
        };
        if (exchange.ErrorCode is { } code)
        {
            return unknown && code == UnknownModel ? null : Fault.Refusal($"refused with {code}");
        }

        if (unknown)
        {
            return Fault.Stale("a model is taken that the catalog in force does not have");
        }

        return exchange.Call switch
        {
            SwitchCall call => Switched(session, call, exchange),
            InvalidateCall => Dropped(session, exchange, session.Invalidate),
            ReportCall call => Reported(session, call, exchange),
            TrustCall => Trusted(session, exchange),
            StatusCall => Generations.Reach(session, exchange, Number(exchange.Result, "generation"))
                ?? StatusRules.Judge(session, exchange.Result),
            ListCall => Generations.Reach(session, exchange, Number(exchange.Result, "generation")) ?? Listed(session, exchange),
            var other => throw new InvalidOperationException($"Nobody judges {other}."),
        };
    }

    private static Fault? Switched(SessionModel session, SwitchCall call, Exchange exchange)
    {
        string? previous = null;
        var dropped = Dropped(
            session,
            exchange,
            () =>
            {
                previous = session.Active;
                return session.Switch(call.Slug, call.Persist);
            }
        );
        return dropped
            ?? Equal("active", call.Slug, exchange.Result.GetProperty("active").GetString())
            ?? Equal("previous", previous, exchange.Result.GetProperty("previous").GetString());
    }

    private static Fault? Dropped(SessionModel session, Exchange exchange, Func<int> drop)
    {
        if (Generations.Reach(session, exchange, Number(exchange.Result, "generation"), steps: 1) is { } stale)
        {
            return stale;
        }

        var isExact = session.Cache.TimeToLive is null;
        var most = drop();
        var evicted = Number(exchange.Result, "evicted");
        return evicted == most || (!isExact && evicted < most) ? null : Fault.Wrong($"{evicted} entries were dropped, there were {most}");
    }

    private static Fault? Reported(SessionModel session, ReportCall call, Exchange exchange)
    {
        var now = session.MomentOf(exchange);
        session.Health.Report(call, now);
        return Available(session, call.Slug, exchange.Result.GetProperty("availability"), now);
    }

    private static Fault? Trusted(SessionModel session, Exchange exchange)
    {
        if (session.Catalog != session.Folder.Catalog && session.Adopt(session.Folder.Catalog, exchange.HeardAt) is { } wrong)
        {
            return Fault.Wrong(wrong);
        }

        return Generations.Reach(session, exchange, Number(exchange.Result, "generation"));
    }

    private static Fault? Listed(SessionModel session, Exchange exchange)
    {
        var result = exchange.Result;
        var expected = session.Catalog.Models.Select(model => model.Slug).Prepend(Palette.Auto);
        var rows = result.GetProperty("models").EnumerateArray().ToArray();
        if (!rows.Select(row => row.GetProperty("slug").GetString()).SequenceEqual(expected))
        {
            return Fault.Stale($"the models listed are not those of {session.Catalog.Name}, which is in force");
        }

        var now = session.MomentOf(exchange);
        foreach (var row in rows)
        {
            var slug = row.GetProperty("slug").GetString()!;
            var fault =
                Equal($"{slug} active", slug == session.Active, row.GetProperty("active").GetBoolean())
                ?? (slug == Palette.Auto ? null : Available(session, slug, row.GetProperty("availability"), now));
            if (fault is not null)
            {
                return fault;
            }
        }

        return Equal("active", session.Active, result.GetProperty("active").GetString())
            ?? Equal("catalog.version", session.CatalogVersion, Number(result.GetProperty("catalog"), "version"));
    }

    private static Fault? Available(SessionModel session, string slug, JsonElement availability, Moment now)
    {
        var state = availability.GetProperty("state").GetString();
        DateTimeOffset? until = availability.TryGetProperty("until", out var end) ? end.GetDateTimeOffset() : null;
        return session.HealthFault(slug, state == "available" ? null : state, until, now) is { } fault ? Fault.Stale(fault) : null;
    }

    private static Fault? Equal<T>(string what, T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? null : Fault.Stale($"{what} is {actual}, it must be {expected}");

    private static long Number(JsonElement from, string name) => from.GetProperty(name).GetInt64();
}
