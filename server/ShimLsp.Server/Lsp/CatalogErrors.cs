using ShimLsp.Core.Models;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Lsp;

/// <summary>
/// Shows the errors of a broken catalog by <c>window/showMessage</c>, so that a client with no code of its own shows them too. An error is
/// shown once, however many folders have it, however often its file is read and whatever line it moves to; again only after it was gone.
/// </summary>
/// <param name="client">Shows a message.</param>
/// <param name="isShown">Whether the errors of a file are shown in its text, because the client has it open.</param>
internal sealed class CatalogErrors(LspClient client, Func<string, bool> isShown)
{
    private readonly Lock showing = new();
    private readonly Dictionary<string, string[]> present = []; // the errors of each folder that has some
    private readonly HashSet<string> shown = [];
    private readonly HashSet<string> counted = []; // shown, or among the "more" of one that was

    /// <summary>Whether errors are shown; a client that shows <c>problems</c> itself opts out.</summary>
    public bool IsWanted { get; set; } = true;

    /// <summary>Shows the first error of a session's catalog that is new, if there is one.</summary>
    /// <param name="folder">The session's folder as the client named it; null for the folderless session.</param>
    /// <param name="problems">All its problems.</param>
    public void Show(string? folder, IEnumerable<ProblemInfo> problems)
    {
        if (!IsWanted)
        {
            return;
        }

        ProblemInfo[] errors = [.. problems.Where(problem => problem.Severity is ProblemSeverity.Error)];
        ProblemInfo[] unseen = [.. errors.Where(error => !isShown(error.Source))];
        ProblemInfo? next;
        lock (showing)
        {
            SetPresent(folder ?? "", [.. errors.Select(Key)]);
            shown.UnionWith(errors.Except(unseen).Select(Key));
            next = NextOf(unseen);
            counted.UnionWith(errors.Select(Key));
        }

        if (next is not null)
        {
            var more = unseen.Length > 1 ? $" (and {unseen.Length - 1} more)" : "";
            client.Show(Words(next) + more);
        }
    }

    /// <summary>Forgets a folder that was closed.</summary>
    /// <param name="folder">The folder as the client named it.</param>
    public void Forget(string folder)
    {
        lock (showing)
        {
            SetPresent(folder, []);
        }
    }

    /// <summary>An error in one line, with its file and line.</summary>
    /// <param name="error">The error.</param>
    public static string Words(ProblemInfo error) =>
        error.Line is { } line ? $"{error.Source}:{line + 1}: {error.Message}" : $"{error.Source}: {error.Message}";

    /// <summary>One text for an error, wherever in its file it stands.</summary>
    private static string Key(ProblemInfo error) => $"{error.Source}\n{error.Message}";

    /// <summary>The error to show: the first, unless it was shown; then the first that was never counted. Null for none.</summary>
    private ProblemInfo? NextOf(ProblemInfo[] errors)
    {
        var next =
            errors is [var first, ..] && !shown.Contains(Key(first))
                ? first
                : errors.FirstOrDefault(error => !counted.Contains(Key(error)));
        if (next is not null)
        {
            shown.Add(Key(next));
        }

        return next;
    }

    private void SetPresent(string folder, string[] errors)
    {
        if (errors.Length == 0)
        {
            present.Remove(folder);
        }
        else
        {
            present[folder] = errors;
        }

        // What is gone everywhere may be shown again.
        var all = present.Values.SelectMany(some => some).ToHashSet();
        shown.IntersectWith(all);
        counted.IntersectWith(all);
    }
}
