using System.CommandLine.Completions;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Completion;

/// <summary>Folders and files that begin with what the person has typed.</summary>
/// <param name="host">The machine.</param>
internal sealed class PathCompletion(HostEnvironment host)
{
    public IEnumerable<CompletionItem> Folders(CompletionContext context) => Of(context.WordToComplete, withFiles: false);

    public IEnumerable<CompletionItem> Files(CompletionContext context) => Of(context.WordToComplete, withFiles: true);

    private IEnumerable<CompletionItem> Of(string word, bool withFiles)
    {
        var end = word.LastIndexOf('/') + 1;
        var (above, name) = (word[..end], word[end..]);
        if (host.Expand(above.Length == 0 ? "." : above, host.WorkingDirectory) is not { } folder)
        {
            return [];
        }

        try
        {
            return
            [
                .. new DirectoryInfo(folder)
                    .EnumerateFileSystemInfos()
                    .Where(entry =>
                        entry.Name.StartsWith(name, StringComparison.Ordinal) && (name.Length > 0 || !entry.Name.StartsWith('.'))
                    )
                    .Where(entry => withFiles || entry is DirectoryInfo)
                    .Select(entry => new CompletionItem($"{above}{entry.Name}{(entry is DirectoryInfo ? "/" : "")}")),
            ];
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return []; // an error would disturb the typing
        }
    }
}
