using ShimLsp.Core.Evaluation.Transcripts;

namespace ShimLsp.Server.Cli.Evaluate.Transcripts;

/// <summary>Finds the files of a folder that may be transcripts, in the order of their paths. Links are not followed.</summary>
internal static class TranscriptFiles
{
    /// <summary>The files' paths.</summary>
    /// <param name="folder">Where to look, and in all folders below.</param>
    public static IEnumerable<string> In(string folder)
    {
        var options = new EnumerationOptions
        {
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint, // but not hidden ones: most histories lie in hidden folders
        };
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var next))
        {
            foreach (var file in Directory.EnumerateFiles(next, "*", options).Where(TranscriptFormat.MayBe).Order(StringComparer.Ordinal))
            {
                yield return file;
            }

            foreach (var below in Directory.EnumerateDirectories(next, "*", options).OrderDescending(StringComparer.Ordinal))
            {
                if (Path.GetFileName(below) is not ("node_modules" or ".git"))
                {
                    folders.Push(below);
                }
            }
        }
    }
}
