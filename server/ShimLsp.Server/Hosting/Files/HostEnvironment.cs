using System.Collections;

namespace ShimLsp.Server.Hosting.Files;

/// <summary>
/// What the server knows of the machine and the person it runs for: variables, folders, the clock. The one port to them, so that a
/// test brings its own.
/// </summary>
internal sealed class HostEnvironment
{
    private const string Product = "shim-lsp";
    private const string CatalogName = "models.json";

    /// <summary>An environment variable's value; null if it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The names of the variables that are set and not empty; null if they cannot be listed.</summary>
    public Func<IEnumerable<string>>? VariableNames { get; init; }

    /// <summary>The person's home folder; null if there is none.</summary>
    public required string? HomeFolder { get; init; }

    /// <summary>The folder that the process was started in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Whether the person's files stand where Windows keeps them.</summary>
    public bool IsWindows { get; init; }

    /// <summary>The person's own catalog; null if no folder for it is known.</summary>
    public string? UserCatalog => Under(IsWindows ? Absolute("APPDATA") : Xdg("XDG_CONFIG_HOME", ".config"), Product, CatalogName);

    /// <summary>The catalog of the older shim; null without a home folder.</summary>
    public string? CodexShimCatalog => Under(HomeFolder, ".codex-shim", CatalogName);

    /// <summary>The folder for what the server remembers; null if none is known.</summary>
    public string? StateFolder =>
        Under(IsWindows ? Absolute("LOCALAPPDATA") : Xdg("XDG_STATE_HOME", Path.Combine(".local", "state")), Product);

    /// <summary>The environment of this process.</summary>
    public static HostEnvironment OfProcess()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        var homeOrNone = Path.IsPathFullyQualified(home) ? home : null;
        return new HostEnvironment
        {
            Variable = Environment.GetEnvironmentVariable,
            VariableNames = Names,
            HomeFolder = homeOrNone,
            WorkingDirectory = CurrentFolder() ?? homeOrNone ?? Path.GetTempPath(),
            Time = TimeProvider.System,
            IsWindows = OperatingSystem.IsWindows(),
        };
    }

    /// <summary>The full path that a person means by <paramref name="written"/>; null if it cannot be a path.</summary>
    /// <param name="written">As written: absolute, starting with <c>~/</c>, or relative.</param>
    /// <param name="folder">What a relative path starts from; absolute.</param>
    public string? Expand(string written, string folder)
    {
        // Only a NUL can make a path that is not even to be looked up.
        if (written.Length == 0 || written.Contains('\0'))
        {
            return null;
        }

        var isHome = written is "~" or ['~', '/', ..] || (IsWindows && written is ['~', '\\', ..]);
        return isHome && HomeFolder is { } home ? Path.GetFullPath(Path.Join(home, written[1..])) : Path.GetFullPath(written, folder);
    }

    private static IEnumerable<string> Names() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Where(variable => variable.Value is string value && !string.IsNullOrWhiteSpace(value))
            .Select(variable => (string)variable.Key);

    private static string? CurrentFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // deleted under the process
        }
    }

    private static string? Under(string? folder, params ReadOnlySpan<string> names) =>
        folder is null ? null : Path.Combine([folder, .. names]);

    private string? Xdg(string variable, string underHome) => Absolute(variable) ?? Under(HomeFolder, underHome);

    // The XDG specification: a relative path is invalid and is ignored.
    private string? Absolute(string variable) => Variable(variable) is { } path && Path.IsPathFullyQualified(path) ? path : null;
}
