using System.Globalization;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Targets;

namespace ShimLsp.Fuzz;

/// <summary>The program's commands, as <c>scripts/fuzz.mjs</c> calls them.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="edges">Counts edges.</param>
/// <param name="output">Where to say what came of it.</param>
internal sealed class FuzzCommand(FuzzOptions options, EdgeMap edges, TextWriter output)
{
    /// <summary>The exit code where something was found. A process that dies leaves another.</summary>
    private const int Failed = 4;

    private readonly FuzzFolders folders = FuzzFolders.Find();

    /// <summary>Executes inputs made of the corpus, and keeps what fails.</summary>
    public int Fuzz()
    {
        output.WriteLine(
            $"Seed {options.Seed}, {(Instrumentation.IsLive ? "guided by SharpFuzz's edges" : "not instrumented: nothing guides it")}"
        );
        output.WriteLine(
            $"{"target", -12} {"executions", 11} {"seconds", 8} {"per second", 11} {"slowest ms", 11} {"corpus", 7} {"edges", 6}  findings"
        );
        var targets = Targets();
        var (executions, seconds, findings) = (0L, 0.0, 0);
        foreach (var (at, target) in targets.Index())
        {
            var share = target.Share / (double)targets.Skip(at).Sum(later => later.Share);
            var report = Fuzz(
                target,
                new FuzzBounds
                {
                    Executions = (long)Math.Ceiling((options.Executions - executions) * share),
                    Time = (options.Time - TimeSpan.FromSeconds(seconds)) * share,
                }
            );
            executions += report.Executions;
            seconds += report.Elapsed.TotalSeconds;
            findings += report.Findings.Length;
        }

        output.WriteLine(
            $"{executions} executions in {seconds.ToString("0", CultureInfo.InvariantCulture)} s, {findings} findings, seed {options.Seed}"
        );
        return findings == 0 ? 0 : Failed;
    }

    /// <summary>Executes the kept inputs, or the one that was given, and says what is wrong with each.</summary>
    public int Try()
    {
        var failures = 0;
        foreach (var target in Targets())
        {
            List<byte[]> inputs = options.Input is { } given ? [EscapedBytes.Read(given)] : folders.Kept.Read(target.Name);
            foreach (var input in inputs)
            {
                if (new Execution(target, FuzzBounds.SlowByDefault).Try(input) is { } failure)
                {
                    failures++;
                    output.WriteLine($"{target.Name}: {EscapedBytes.Write(input)}\n{failure}\n");
                }
            }

            output.WriteLine($"{target.Name}: {inputs.Count} inputs tried");
        }

        return failures == 0 ? 0 : Failed;
    }

    /// <summary>Keeps of all that was found the smallest inputs that take every edge that all of them take.</summary>
    public int Minimise()
    {
        foreach (var target in Targets().Where(target => target.IsSingleThreaded))
        {
            var all = folders.Kept.Read(target.Name).Concat(folders.Found.Read(target.Name)).OrderBy(input => input.Length).ToList();
            all.ForEach(input => Edges(target, input)); // static constructors are no news
            var covered = new HashSet<int>();
            var kept = new List<byte[]>();
            foreach (var input in all)
            {
                var fresh = Edges(target, input).Except(covered).ToList();
                if (fresh.Count > 0)
                {
                    kept.Add(Shrinker.Shrink(input, shorter => Edges(target, shorter).IsSupersetOf(fresh)));
                    covered.UnionWith(Edges(target, kept[^1]));
                }
            }

            folders.Kept.ReplaceFound(target.Name, kept.OrderBy(input => input.Length));
            output.WriteLine($"{target.Name}: {kept.Count} of {all.Count} inputs kept, {covered.Count} edges");
        }

        return 0;
    }

    /// <summary>The edges that an input takes; none if it fails.</summary>
    private HashSet<int> Edges(IFuzzTarget target, byte[] input)
    {
        edges.Begin();
        return new Execution(target, TimeSpan.MaxValue).Try(input) is null ? edges.Last() : [];
    }

    /// <summary>Keeps the input that ended the process: a stack overflow, or an execution that hung.</summary>
    public int KeepLast()
    {
        // The newest recording is the one that was being written.
        var last = new DirectoryInfo(folders.Last).EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc);
        if (last is not null && FlightRecorder.Read(last.FullName) is { } input)
        {
            folders.Kept.Add(last.Name, input, "it ended the process");
            output.WriteLine(
                $"{last.Name}: this input ended the process, and is kept in {folders.Kept.FileOf(last.Name)}\n{EscapedBytes.Write(input)}"
            );
        }

        return Failed;
    }

    private FuzzReport Fuzz(IFuzzTarget target, FuzzBounds bounds)
    {
        edges.Forget();
        using var recorder = new FlightRecorder(Path.Combine(folders.Last, target.Name));
        var kept = folders.Kept.Read(target.Name);
        var start = options.Resume ? kept.Concat(folders.Found.Read(target.Name)) : kept;
        var report = new Fuzzer(target, edges, recorder).Run(start, options.Seed, bounds);
        folders.Found.ReplaceFound(target.Name, report.Corpus);
        var seconds = report.Elapsed.TotalSeconds;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Target, -12} {report.Executions, 11} {seconds, 8:0.0} {report.Executions / seconds, 11:0} "
                    + $"{report.Slowest.TotalMilliseconds, 11:0.0} "
                    + $"{report.Corpus.Length, 7} {report.Edges, 6}  {report.Findings.Length}"
            )
        );
        foreach (var (input, failure) in report.Findings)
        {
            folders.Kept.Add(target.Name, input, Execution.KindOf(failure));
            output.WriteLine($"  FOUND {failure}\n  npm run fuzz -- try --target {target.Name} --input '{EscapedBytes.Write(input)}'");
        }

        return report;
    }

    private List<IFuzzTarget> Targets() =>
        [.. AllTargets.Create().Where(target => options.Target is null || target.Name == options.Target)];
}
