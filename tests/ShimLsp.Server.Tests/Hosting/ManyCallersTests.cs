using CsCheck;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>The workspaces of one connection, called by many at once and against a model.</summary>
public sealed class ManyCallersTests : IDisposable
{
    private const int Callers = 32;

    private readonly Home home = new();
    private readonly Composition composition;
    private Action whileOpening = () => { };

    public ManyCallersTests()
    {
        composition = Compose();
        composition.Workspaces.Start([], ClientSettings.Empty, trusted: false);
    }

    private IWorkspaces Workspaces => composition.Workspaces;

    public void Dispose()
    {
        composition.Dispose();
        home.Dispose();
    }

    [Fact]
    public void All_who_open_one_folder_get_one_session()
    {
        var folder = home.Folder("one");
        string[] spellings = [folder, folder + "/", new Uri(folder).AbsoluteUri, Path.Combine(folder, "..", "one")];

        var sessions = AtOnce(caller => Workspaces.Open(spellings[caller % spellings.Length]));

        sessions.Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        spellings.Select(Workspaces.Find).Should().AllBeEquivalentTo(sessions[0], options => options.ComparingByValue<OpenSession>());
        Workspaces.Sessions.Should().Equal(sessions[0]!);
    }

    [Fact]
    public void The_folderless_session_is_made_once()
    {
        var sessions = AtOnce(_ => Workspaces.Find(null));

        sessions.Distinct().Should().ContainSingle().Which!.Folder.Should().BeNull();
        Workspaces.Sessions.Should().Equal(sessions[0]!);
    }

    [Fact]
    public void The_folders_of_the_start_are_open_for_each_who_asks_first()
    {
        string[] folders = [.. Enumerable.Range(0, 5).Select(number => home.Folder($"start{number}"))];
        Workspaces.Start(folders, ClientSettings.Empty, trusted: false);

        var found = AtOnce(caller => (First: Workspaces.Find(null), Asked: Workspaces.Find(folders[caller % folders.Length])));

        found.Should().OnlyContain(pair => pair.First!.Name == folders[0] && pair.Asked != null);
        Workspaces.Sessions.Select(session => session.Name).Should().Equal(folders);
    }

    [Fact]
    public void No_folder_is_lost_while_others_come_and_go()
    {
        var folders = FoldersFor("kept");
        var passing = FoldersFor("passing");

        var closed = AtOnce(caller =>
        {
            var kept = Workspaces.Open(folders[caller]);
            var gone = Workspaces.Open(passing[caller]);
            Workspaces.Find(passing[caller]).Should().BeSameAs(gone);
            Workspaces.SetTrust(gone!, trusted: true);
            var wasOpen = Workspaces.Close(passing[caller]);
            Workspaces.Find(passing[caller]).Should().BeNull();
            Workspaces.Find(folders[caller]).Should().BeSameAs(kept);
            return wasOpen;
        });

        closed.Should().AllBeEquivalentTo(true);
        Workspaces.Sessions.Select(session => session.Name).Should().BeEquivalentTo(folders);
    }

    [Fact]
    public void One_of_many_closes_a_folder()
    {
        var folder = home.Folder("one");
        Workspaces.Open(folder);

        AtOnce(_ => Workspaces.Close(folder)).Count(wasOpen => wasOpen).Should().Be(1);

        Workspaces.Find(folder).Should().BeNull();
    }

    [Fact]
    public void Settings_that_come_while_a_folder_opens_reach_it()
    {
        var folder = home.Folder("slow");

        Meanwhile(() => Workspaces.Open(folder), () => Workspaces.Configure(new(new ShimSettings { Threshold = 0.25 }, [])));

        Workspaces.Find(folder)!.Session.Snapshot.Router.Threshold.Should().Be(0.25);
    }

    [Fact]
    public void A_caller_who_comes_while_the_first_folders_open_finds_the_last_of_them()
    {
        string[] folders = [home.Folder("first"), home.Folder("last")];
        Workspaces.Start(folders, ClientSettings.Empty, trusted: false);
        OpenSession? found = null;

        Meanwhile(() => Workspaces.Find(null), () => found = Workspaces.Find(folders[1]));

        found.Should().NotBeNull();
    }

    [Fact]
    public void Any_course_of_calls_leaves_what_a_plain_list_would()
    {
        string[] names = [home.Folder("a"), home.Folder("b"), "untitled:c", new Uri(home.Folder("d")).AbsoluteUri];
        var call = Gen.Select(Gen.Int[0, 2], Gen.Int[0, names.Length - 1]);

        call.Array[0, 12]
            .Sample(
                calls =>
                {
                    using var fresh = Compose();
                    fresh.Workspaces.Start([names[0]], ClientSettings.Empty, trusted: false);
                    var model = new List<string> { names[0] };
                    foreach (var (kind, which) in calls)
                    {
                        Step(fresh.Workspaces, model, kind, names[which]);
                    }

                    // The folderless session opens only if the first folder is asked for and there is none.
                    var asked = fresh.Workspaces.Find(null);
                    return asked!.Name == model.FirstOrDefault()
                        && fresh.Workspaces.Sessions.Select(session => session.Name).OfType<string>().SequenceEqual(model);
                },
                iter: 60,
                threads: 1
            );
    }

    private static void Step(IWorkspaces workspaces, List<string> model, int kind, string name)
    {
        switch (kind)
        {
            case 0:
                workspaces.Open(name)!.Name.Should().Be(name);
                if (!model.Contains(name))
                {
                    model.Add(name);
                }

                break;
            case 1:
                workspaces.Close(name).Should().Be(model.Remove(name));
                break;
            default:
                (workspaces.Find(name)?.Name).Should().Be(model.Contains(name) ? name : null);
                break;
        }
    }

    /// <summary>Holds what opens a folder while it reads files, until the other call has ended or waits for it.</summary>
    private void Meanwhile(Action open, Action other)
    {
        var second = new Thread(() => other());
        var hasBegun = 0;
        whileOpening = () =>
        {
            if (Interlocked.Exchange(ref hasBegun, 1) == 0)
            {
                second.Start();
                SpinWait.SpinUntil(() => !second.IsAlive || second.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
            }
        };

        open();

        hasBegun.Should().Be(1, "a folder that opens looks where its catalog may be");
        second.Join();
    }

    /// <summary>Lets each caller begin at the same moment, on a thread of its own.</summary>
    private static T[] AtOnce<T>(Func<int, T> call)
    {
        using var start = new Barrier(Callers);
        var results = new T[Callers];
        var failures = new Exception?[Callers];
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, Callers)
                .Select(caller => new Thread(() =>
                {
                    start.SignalAndWait();
                    try
                    {
                        results[caller] = call(caller);
                    }
                    catch (Exception failed)
                    {
                        failures[caller] = failed;
                    }
                })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        failures.Should().AllSatisfy(failure => failure.Should().BeNull());
        return results;
    }

    private string[] FoldersFor(string name) => [.. Enumerable.Range(0, Callers).Select(caller => home.Folder($"{name}{caller}"))];

    private Composition Compose() =>
        new(
            new ServerOptions
            {
                Host = new HostEnvironment
                {
                    Variable = name =>
                    {
                        whileOpening();
                        return home.Variables.GetValueOrDefault(name);
                    },
                    HomeFolder = home.At("home"),
                    WorkingDirectory = home.Work,
                    Time = new SettableClock(),
                },
                Stderr = TextWriter.Null,
            }
        );
}
