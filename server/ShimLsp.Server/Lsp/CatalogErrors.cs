using ShimLsp.Core.Models;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Lsp;

/// <summary>
/// Shows the errors of a broken catalog by <c>window/showMessage</c>, so that a client with no code of its own shows them too. The same
/// errors are shown once, however many folders have them; again only after they were gone.
/// </summary>
/// <param name="client">Shows a message.</param>
/// <param name="isShown">Whether the errors of a file are shown in its text, because the client has it open.</param>
internal sealed class CatalogErrors(LspClient client, Func<string, bool> isShown)
{
    private readonly Lock showing = new();
    private readonly Dictionary<string, string> shown = []; // by folder

    /// <summary>Whether errors are shown; a client that shows <c>problems</c> itself opts out.</summary>
    public bool IsWanted { get; set; } = true;

    /// <summary>Shows the errors of a session's catalog, unless they are shown already.</summary>
    /// <param name="folder">The session's folder as the client named it; null for the folderless session.</param>
    /// <param name="problems">All its problems.</param>
    public void Show(string? folder, IEnumerable<ProblemInfo> problems)
    {
        if (!IsWanted)
        {
            return;
        }

        ProblemInfo[] errors = [.. problems.Where(problem => problem.Severity is ProblemSeverity.Error)];
        var text = string.Join('\n', errors.Select(Words));
        lock (showing)
        {
            if (errors.Length == 0)
            {
                shown.Remove(folder ?? "");
                return;
            }

            var isNew = !shown.ContainsValue(text);
            shown[folder ?? ""] = text;
            if (!isNew || errors.All(error => isShown(error.Source)))
            {
                return;
            }
        }

        var more = errors.Length > 1 ? $" (and {errors.Length - 1} more)" : "";
        client.Show(Words(errors[0]) + more);
    }

    /// <summary>Forgets a folder that was closed.</summary>
    /// <param name="folder">The folder as the client named it.</param>
    public void Forget(string folder)
    {
        lock (showing)
        {
            shown.Remove(folder);
        }
    }

    private static string Words(ProblemInfo error) =>
        error.Line is { } line ? $"{error.Source}:{line + 1}: {error.Message}" : $"{error.Source}: {error.Message}";
}
