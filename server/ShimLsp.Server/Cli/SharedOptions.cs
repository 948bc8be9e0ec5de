using System.CommandLine;

namespace ShimLsp.Server.Cli;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class SharedOptions
{
    public static Option<string?> Models() => new("--models")
    {
        Description = "Use this catalog instead of the one that would be found.",
        HelpName = "FILE",
    };

    public static Option<string[]> Folders() => new("--folder")
    {
        Description = "Open this workspace folder, a path or a file URI; may be repeated. Without it, the working directory.",
        HelpName = "DIR",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> Folder() => new("--folder")
    {
        Description = "The workspace folder. Without it, the working directory.",
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON, an error too." };
}
