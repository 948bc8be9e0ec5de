using ShimLsp.Core.Evaluation.Transcripts;

namespace ShimLsp.Server.Cli.Evaluate.Transcripts;

/// <summary>Finds the files of a folder that may be transcripts, in the order of their paths. Links are not followed.</summary>
internal static class TranscriptFiles
{
    private static readonly EnumerationOptions Options = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint, // but not hidden ones: most histories lie in hidden folders
    };

    /// <summary>The files' paths.</summary>
    /// <param name="folder">Where to look, and in all folders below.</param>
    public static IEnumerable<string> In(string folder)
    {
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var next))
        {
            foreach (var file in Directory.EnumerateFiles(next, "*", Options).Where(TranscriptFormat.MayBe).Order(StringComparer.Ordinal))
            {
                yield return file;
            }

            foreach (var below in Directory.EnumerateDirectories(next, "*", Options).OrderDescending(StringComparer.Ordinal))
            {
                if (Path.GetFileName(below) is not ("node_modules" or ".git"))
                {
                    folders.Push(below);
                }
            }
        }
    }
}
