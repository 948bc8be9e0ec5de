namespace ShimLsp.Server.Cli.Connect;

/// <summary>Blocks of lines between marks, for files whose comments begin with <c>#</c>: TOML and YAML.</summary>
internal static class MarkedBlock
{
    private const string Kept = "# kept by shim-lsp: ";

    /// <summary>The lines of a block with its marks.</summary>
    /// <param name="client">The client's name.</param>
    /// <param name="lines">The lines, without a line end after the last.</param>
    /// <param name="indent">What each line begins with.</param>
    public static string Of(string client, string lines, string indent = "") =>
        $"# >>> shim-lsp (to remove: shim-lsp connect {client} --undo)\n{lines}\n# <<< shim-lsp\n"
            .Replace("\n", "\n" + indent, StringComparison.Ordinal)
            .Insert(0, indent)[..^indent.Length];

    /// <summary>Sets keys of TOML that are in no table: they must come first. Lines that set one already become comments.</summary>
    /// <param name="file">The file.</param>
    /// <param name="client">The client's name.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="lines">The lines.</param>
    public static void SetFirst(EditedFile file, string client, IReadOnlyCollection<string> keys, string lines)
    {
        foreach (var line in TomlTop.Lines(file.Text).Reverse())
        {
            if (keys.Contains(line.Groups["key"].Value))
            {
                file.Replace(line.Index, line.Length, Kept + line.Value);
            }
        }

        file.Replace(0, 0, Of(client, lines));
    }

    /// <summary>Adds lines at the end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="client">The client's name.</param>
    /// <param name="lines">The lines.</param>
    public static void Append(EditedFile file, string client, string lines) =>
        file.Replace(file.Text.Length, 0, (file.Text is [] or [.., '\n'] ? "" : "\n") + Of(client, lines));
}
