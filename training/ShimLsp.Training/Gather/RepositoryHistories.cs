using System.Text;
using ShimLsp.Core.Evaluation.Transcripts;

namespace ShimLsp.Training.Gather;

/// <summary>Finds the histories of coding agents in a checked-out repository and reads their prompts.</summary>
internal static class RepositoryHistories
{
    private static ReadOnlySpan<byte> AppliedEdit => "> Applied edit to "u8;

    /// <summary>The checked-out repositories of a folder: <c>owner/name</c>, in order.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory
            .EnumerateDirectories(folder)
            .SelectMany(Directory.EnumerateDirectories)
            .Select(path => $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}")
            .Order(StringComparer.Ordinal);

    /// <summary>All prompts of a repository. A prompt of which a fuller record exists is not taken from a file of typed lines.</summary>
    /// <param name="folder">Holds the repositories.</param>
    /// <param name="repository">The repository: <c>owner/name</c>.</param>
    public static IReadOnlyList<GatheredPrompt> Read(string folder, string repository)
    {
        var root = Path.Combine(folder, repository);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var prompts = new List<GatheredPrompt>();
        var typed = new List<GatheredPrompt>();
        var files = Directory
            .EnumerateFiles(
                root,
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }
            )
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(TranscriptFormat.MayBe)
            .Order(StringComparer.Ordinal);
        foreach (var path in files)
        {
            var file = Path.Combine(root, path);
            if (Path.GetFileName(path) is PromptHistory.FileName)
            {
                typed.AddRange(PromptHistory.Read(repository, path, File.ReadLines(file)));
            }
            else
            {
                prompts.AddRange(ReadTranscript(repository, path, file, seen.Add));
            }
        }

        var known = prompts.Select(prompt => PlainWords.Of(prompt.Text)).ToHashSet(StringComparer.Ordinal);
        return [.. prompts, .. typed.Where(prompt => !known.Contains(PlainWords.Of(prompt.Text)))];
    }

    private static IReadOnlyList<GatheredPrompt> ReadTranscript(string repository, string path, string file, Func<string, bool> isNew)
    {
        TranscriptReader? reader = null;
        SessionPrompts? prompts = null;
        var events = new List<TranscriptEvent>();
        var early = new List<byte[]>();
        foreach (var line in File.ReadLines(file).Select(Encoding.UTF8.GetBytes))
        {
            if (reader is null)
            {
                early.Add(line);
                reader = TranscriptFormat.Find(path, line, isNew);
                if (reader is null)
                {
                    if (early.Count == TranscriptFormat.LinesToLookAt)
                    {
                        return [];
                    }

                    continue;
                }

                prompts = new(repository, path, reader.Client);
                early.ForEach(ReadLine);
            }
            else
            {
                ReadLine(line);
            }
        }

        reader?.End(events);
        events.ForEach(happened => prompts!.Take(happened));
        return prompts?.End() ?? [];

        void ReadLine(byte[] line)
        {
            events.Clear();
            reader!.Read(line, events);
            events.ForEach(happened => prompts!.Take(happened));
            events.Clear();
            if (reader.Client is TranscriptClient.Aider && line.AsSpan().StartsWith(AppliedEdit))
            {
                prompts!.TakeEdit();
            }
        }
    }
}
