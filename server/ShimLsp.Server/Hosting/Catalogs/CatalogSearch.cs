using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The result of the search for a catalog.</summary>
/// <param name="Text">The text in force; null if a file that must be read cannot be: the search does not go past it.</param>
/// <param name="Problems">Why places were skipped, or why there is no text.</param>
/// <param name="Looked">Every path on the way, looked at before it was read.</param>
/// <param name="Steps">What was found at each possible place, up to where the search ended.</param>
internal sealed record CatalogSearch(
    CatalogText? Text,
    ImmutableArray<CatalogProblem> Problems,
    ImmutableArray<WatchedFile> Looked,
    ImmutableArray<CatalogStep> Steps
)
{
    /// <summary>The largest file that is read.</summary>
    public const int MostBytes = 16 << 20;

    /// <summary>Goes through the layers: the first found wins.</summary>
    /// <param name="query">Whose catalog.</param>
    /// <param name="trust">What that workspace may do.</param>
    /// <param name="host">The machine.</param>
    /// <param name="sample">The embedded sample.</param>
    /// <param name="last">The text that is in force; null for none.</param>
    public static CatalogSearch Run(CatalogQuery query, WorkspaceTrust trust, HostEnvironment host, byte[] sample, CatalogText? last)
    {
        var problems = ImmutableArray.CreateBuilder<CatalogProblem>();
        var looked = ImmutableArray.CreateBuilder<WatchedFile>();
        var steps = ImmutableArray.CreateBuilder<CatalogStep>();
        foreach (var place in CatalogPlace.Of(query, host))
        {
            if (place.Path is not { } path)
            {
                problems.Add(Unreadable(place, "is not a path"));
                steps.Add(new(place, CatalogFinding.Unreadable));
                return End(null);
            }

            if (looked.Any(earlier => earlier.Path == path))
            {
                continue; // a setting may name a file that is a layer of its own
            }

            var look = WatchedFile.Look(path, host.Time.GetUtcNow());
            var (outcome, mayPass) = Read(place, path, look.Seen, trust, last);
            looked.Add(look.After(mayPass));
            switch (outcome)
            {
                case Outcome.Found found:
                    steps.Add(new(place, CatalogFinding.Found));
                    return End(found.Text);
                case Outcome.Untrusted:
                    problems.Add(Untrusted(place, path, query.Folder));
                    steps.Add(new(place, CatalogFinding.Untrusted));
                    break;
                case Outcome.Unreadable broken:
                    problems.Add(Unreadable(place, broken.Why));
                    steps.Add(new(place, CatalogFinding.Unreadable));
                    return End(null);
                default:
                    steps.Add(new(place, CatalogFinding.Absent));
                    break;
            }
        }

        return End(new CatalogText(new(CatalogLayer.Embedded, null), null, sample));

        CatalogSearch End(CatalogText? text) => new(text, problems.ToImmutable(), looked.ToImmutable(), steps.ToImmutable());
    }

    /// <returns>What was found, and whether another try may find more in the same file.</returns>
    private static (Outcome? Outcome, bool MayPass) Read(
        CatalogPlace place,
        string path,
        FileStamp seen,
        WorkspaceTrust trust,
        CatalogText? last
    )
    {
        // Checked before the file is opened: nothing is read for an untrusted workspace, and it cannot name a file that blocks the others.
        var isOwn = trust.IsWorkspaceFile(place, seen.RealPath);
        if (isOwn && !trust.TrustsEverything)
        {
            if (!place.IsNamed && !seen.IsFile)
            {
                return (null, false);
            }

            if (trust.TrustsNothing)
            {
                return (new Outcome.Untrusted(), false);
            }
        }

        var read = FileRead.Of(path, MostBytes);
        // If a trusted text cannot be read for a moment, the search does not go past it, so that the text stays in force.
        var isHeld = read.MayPass && last?.Place == place && trust.Trusts(last.Bytes);
        return (Judge(read, place, isOwn && !isHeld, trust), read.MayPass);
    }

    private static Outcome? Judge(FileRead read, CatalogPlace place, bool isOwn, WorkspaceTrust trust) =>
        read switch
        {
            // Checked again for the file that was really opened, because a link may have changed in between.
            FileRead.Content file when trust.IsWorkspaceFile(place, file.RealPath) && !trust.Trusts(file.Bytes) => new Outcome.Untrusted(),
            FileRead.Content file => new Outcome.Found(new CatalogText(place, file.RealPath, file.Bytes)),
            FileRead.Absent when !place.IsNamed => null,
            _ when isOwn && !trust.TrustsEverything => new Outcome.Untrusted(),
            FileRead.Unreadable broken => new Outcome.Unreadable(broken.Why),
            _ => new Outcome.Unreadable("does not exist"),
        };

    private static CatalogProblem Unreadable(CatalogPlace place, string why)
    {
        var subject = place.Layer switch
        {
            CatalogLayer.Option => "The catalog named by --models",
            CatalogLayer.Setting => "The catalog named by the setting shim.modelsPath",
            _ => "This catalog",
        };
        return new(SessionProblemCode.UnreadableCatalog, ProblemSeverity.Error, $"{subject} {why}.") { Source = place.Path ?? "settings" };
    }

    private static CatalogProblem Untrusted(CatalogPlace place, string path, FolderPath? folder) =>
        new(
            CatalogProblemCode.UntrustedWorkspace,
            ProblemSeverity.Warning,
            folder is null
                ? "This catalog is not used: its folder is not trusted. Trust the workspace in the editor."
                : "This catalog is not used: the workspace is not trusted. "
                    + $"Trust it in the editor, or read the file and run: {TrustCommandLine.For(folder, place)}"
        )
        {
            Source = path,
        };

    /// <summary>The result at one place; null if there is nothing.</summary>
    private abstract record Outcome
    {
        public sealed record Found(CatalogText Text) : Outcome;

        public sealed record Untrusted : Outcome;

        public sealed record Unreadable(string Why) : Outcome;
    }
}
