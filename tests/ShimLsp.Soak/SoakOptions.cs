using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Soak.Driving;
using ShimLsp.Soak.Shared.Acts;

namespace ShimLsp.Soak;

/// <summary>What a run is asked to be.</summary>
internal sealed record SoakOptions
{
    public const string Usage =
        "ShimLsp.Soak [gateway | shared] --server PATH [--seconds N | --minutes N] [--sessions N] [--seed S] [--rate N] "
        + "[--sabotage drop|repeat|stale|other; of gateway stale|other]\n"
        + "             shared also: [--requests N] [--redis PROGRAM] [--garnet PROGRAM] "
        + "[--acts herd,lease,budget,health,loss,mix,quiet,rolling,sentinel,lostwrites,namespace,skew]";

    /// <summary>Whether the sessions are agents that work through the gateway.</summary>
    public bool IsOfGateway { get; init; }

    /// <summary>Whether the sessions work through several gateways that act as one.</summary>
    public bool IsOfShared { get; init; }

    /// <summary>How many requests several gateways get at least.</summary>
    public int Requests { get; init; }

    /// <summary>The Redis that several gateways share: a name in PATH or a path.</summary>
    public string Redis { get; init; } = "redis-server";

    /// <summary>Whether that program is Garnet.</summary>
    public bool IsGarnet { get; init; }

    /// <summary>What is done with several gateways.</summary>
    public ImmutableArray<Act> Acts { get; init; } = SharedPlan.All;

    /// <summary>The server: a binary, or the JIT build's assembly.</summary>
    public string Server { get; init; } = "";

    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(5);

    public int Sessions { get; init; } = 50;

    public int Seed { get; init; } = 1;

    /// <summary>Requests per second that all connections together do not exceed.</summary>
    public int Rate { get; init; } = 8_000;

    public Sabotage Sabotage { get; init; }

    /// <summary>
    /// Whether it is the binary that ships: the JIT build compiles and opens files as it goes, so its times and its size say nothing.
    /// </summary>
    public bool IsNative => !Server.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a command line; null if it makes no sense.</summary>
    public static SoakOptions? Read(ReadOnlySpan<string> arguments)
    {
        var options = new SoakOptions();
        if (arguments is ["gateway", .. var more])
        {
            options = options with { IsOfGateway = true, Rate = 500 };
            arguments = more;
        }
        else if (arguments is ["shared", .. var others])
        {
            options = options with { IsOfShared = true, Rate = 1_500, Sessions = 24, Length = TimeSpan.FromSeconds(30) };
            arguments = others;
        }

        for (; arguments is [var name, var value, .. var rest]; arguments = rest)
        {
            var next = (name, Whole(value)) switch
            {
                ("--server", _) => options with { Server = Path.GetFullPath(value) },
                ("--seconds", > 0 and var seconds) => options with { Length = TimeSpan.FromSeconds(seconds) },
                ("--minutes", > 0 and var minutes) => options with { Length = TimeSpan.FromMinutes(minutes) },
                ("--sessions", > 0 and var sessions) => options with { Sessions = sessions },
                ("--seed", { } seed) => options with { Seed = seed },
                ("--rate", > 0 and var rate) => options with { Rate = rate },
                ("--requests", > 0 and var requests) when options.IsOfShared => options with { Requests = requests },
                ("--redis", _) when options.IsOfShared => options with { Redis = value },
                ("--garnet", _) when options.IsOfShared => options with { Redis = value, IsGarnet = true },
                ("--acts", _) when options.IsOfShared && SharedPlan.Read(value) is { } acts => options with { Acts = acts },
                ("--sabotage", null) when Enum.TryParse<Sabotage>(value, ignoreCase: true, out var kind) && options.Knows(kind) =>
                    options with
                    {
                        Sabotage = kind,
                    },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            options = next;
        }

        return arguments.IsEmpty && options.Server.Length > 0 ? options : null;
    }

    // What falsifies answers of one gateway does so upstream, where none can be lost or repeated.
    private bool Knows(Sabotage kind) => !IsOfGateway || kind is Sabotage.None or Sabotage.Stale or Sabotage.Other;

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
