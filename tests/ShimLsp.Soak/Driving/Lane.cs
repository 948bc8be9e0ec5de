using System.Diagnostics;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Driving;

/// <summary>What a connection is, for the whole run.</summary>
/// <param name="Front">Which front it talks to.</param>
/// <param name="Dies">True if its client dies again and again, false if one process lasts for the whole run.</param>
/// <param name="Number">Tells it from the others.</param>
/// <param name="Sessions">How many folders it has open.</param>
internal sealed record LanePlan(Front Front, bool Dies, int Number, int Sessions);

/// <summary>One connection at a time: starts a server, goes round after round, lets its client die, starts the next.</summary>
internal sealed class Lane
{
    /// <summary>Generous: a machine may be busy. Whoever waits this long is not answered any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LanePlan plan;
    private readonly SoakWorld world;
    private readonly Random random;
    private readonly Disk disk;
    private readonly FolderFacts[] folders;
    private readonly Mix mix;

    public Lane(LanePlan plan, SoakWorld world)
    {
        (this.plan, this.world) = (plan, world);
        random = new Random(world.Seed + (7919 * (plan.Number + 1)));
        disk = new Disk(Path.Combine(world.Root, $"lane-{plan.Number}"), plan.Front);
        folders =
        [
            .. Enumerable
                .Range(0, plan.Sessions)
                .Select(number => disk.Make($"folder-{number}", Palette.One(random, world.Palette.AllCatalogs))),
        ];
        mix = new Mix(random, world.Palette.Tasks.Length);
    }

    /// <summary>The lasting process; null before its start, and where none lasts.</summary>
    public int? LastingProcess { get; private set; }

    /// <summary>Continues until it is stopped, or until something is wrong.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var checker = new ConnectionChecker(trusts: plan.Front == Front.Lsp, world.Findings, world.Book, world.Tally, world.Stalls);
            using var server = ServerProcess.Start(world.Server, plan.Front, world.Home);
            LastingProcess = plan.Dies ? null : server.Id;
            using var client = new Client(
                server,
                plan.Front,
                new Wire(plan.Front, world.Palette.Tasks),
                checker,
                world.Saboteur,
                world.Time
            );
            try
            {
                if (await LiveAsync(client, checker, stop))
                {
                    await new Ending(plan.Front, server, client, checker, world).ComeAsync(
                        stop.IsCancellationRequested ? EndKind.Orderly : (EndKind)random.Next(1, 4),
                        [.. checker.Sessions.Values.SelectMany(session => Enumerable.Range(0, 20).Select(_ => mix.Harmless(session)))]
                    );
                }
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException or FormatException)
            {
                world.Findings.Add(FindingKind.Lost, $"connection {plan.Number}", $"{failure.Message} {server.Stderr}", []);
            }

            if (world.Findings.All.Count > 0)
            {
                return;
            }
        }
    }

    private async Task<bool> LiveAsync(Client client, ConnectionChecker checker, CancellationToken stop)
    {
        await client.SayAsync(Opening(checker));
        var life = TimeSpan.FromSeconds(2 + (6 * random.NextDouble()));
        var born = Stopwatch.GetTimestamp();
        while (await client.AllAnsweredAsync(Patience))
        {
            if (stop.IsCancellationRequested || world.Findings.All.Count > 0 || (plan.Dies && Stopwatch.GetElapsedTime(born) > life))
            {
                return true;
            }

            var started = Stopwatch.GetTimestamp();
            var count = random.Next(40, 160);
            // now, while nothing is under way: a folder that is reopened is missing for a moment
            var sessions = checker.Sessions.Values.ToArray();
            await client.SayAsync(Changes(checker));
            await client.SayAsync(Enumerable.Range(0, count).Select(_ => mix.Next(sessions[random.Next(sessions.Length)])).ToArray());
            await PaceAsync(count, started, stop);
        }

        checker.End(allWereDue: true);
        return false;
    }

    private List<Call> Opening(ConnectionChecker checker)
    {
        foreach (var folder in folders)
        {
            disk.Mend(folder);
            checker.Knows(folder);
        }

        if (plan.Front == Front.Plain)
        {
            return
            [
                new SetupCall("subscribe", """{"events":["modelsChanged","activeModelChanged","availabilityChanged"]}"""),
                .. folders.Select(folder => new OpenCall(folder.Name)),
                .. folders.Select(folder => new TrustCall(folder.Name)),
            ];
        }

        foreach (var folder in folders)
        {
            checker.Said(new OpenCall(folder.Name), id: null, world.Time.GetUtcNow()); // by `initialize`
        }

        var uris = string.Join(',', folders.Select(folder => $$"""{"uri":{{Wire.Quote(folder.Name)}},"name":"a"}"""));
        return
        [
            new SetupCall(
                "initialize",
                $$$"""
                {"processId":null,"rootUri":null,"capabilities":{},"initializationOptions":{"workspaceTrusted":true},
                    "workspaceFolders":[{{{uris}}}]}
                """
            ),
            new SetupCall("initialized", "{}"),
        ];
    }

    /// <summary>What changes more than one session, or a file, at the beginning of a round. Nothing is under way then.</summary>
    private List<Call> Changes(ConnectionChecker checker)
    {
        var folder = folders[random.Next(folders.Length)];
        if (checker.Sessions.Values.Any(session => session.Pending is not null))
        {
            // Between the writing and the notice, only the message that announces the change may come, because others read the files as
            // well.
            return plan.Front == Front.Lsp && random.Next(20) == 0 ? [new FilesChangedCall()] : [];
        }

        switch (random.Next(100))
        {
            case < 4:
                return [new ConfigureCall(Palette.One(random, Palette.AllSettings))];
            case < 6:
                disk.Mend(folder);
                Call[] trust = plan.Front == Front.Plain ? [new TrustCall(folder.Name)] : [];
                return [new CloseCall(folder.Name), new OpenCall(folder.Name), .. trust];
            case < 16 when checker.Sessions.GetValueOrDefault(folder.Name) is { HasAnswered: true }:
                Edit(folder, checker);
                return plan.Front == Front.Lsp && random.Next(2) == 0 ? [new FilesChangedCall()] : [];
            default:
                return [];
        }
    }

    private void Edit(FolderFacts folder, ConnectionChecker checker)
    {
        if (random.Next(8) == 0)
        {
            checker.Said(new EditCall(folder.Name, null), id: null, world.Time.GetUtcNow());
            disk.Break(folder.Name);
            return;
        }

        var next = Palette.One(random, world.Palette.AllCatalogs);
        checker.Said(new EditCall(folder.Name, next), id: null, world.Time.GetUtcNow());
        disk.Write(folder.Name, next, inPlace: random.Next(2) == 0);
    }

    private async Task PaceAsync(int count, long started, CancellationToken stop)
    {
        var due = TimeSpan.FromSeconds(count / world.RatePerLane) - Stopwatch.GetElapsedTime(started);
        if (due > TimeSpan.Zero)
        {
            await Task.Delay(due, world.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
