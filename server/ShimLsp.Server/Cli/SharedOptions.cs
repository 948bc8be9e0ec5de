using System.CommandLine;
using System.CommandLine.Parsing;
using ShimLsp.Server.Hosting.Files;

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

    public static Option<string?> Folder(HostEnvironment host)
    {
        var option = new Option<string?>("--folder") { Description = "The workspace's folder. Without it, the working directory.", HelpName = "DIR" };
        option.Validators.Add(result => MustBeThere(result, host));
        return option;
    }

    public static Argument<string?> FolderArgument(HostEnvironment host)
    {
        var argument = new Argument<string?>("FOLDER") { Description = "The workspace's folder; absent: the working directory.", Arity = ArgumentArity.ZeroOrOne };
        argument.Validators.Add(result => MustBeThere(result, host));
        return argument;
    }

    /// <summary>The folder that a person named; the validators above have seen that it is one.</summary>
    /// <param name="written">As written; null for the working directory.</param>
    /// <param name="host">The machine.</param>
    public static FolderPath FolderOf(string? written, HostEnvironment host) =>
        ((FolderReference.Local)FolderReference.Parse(written ?? host.WorkingDirectory, host.WorkingDirectory)).Folder;

    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON, an error too." };

    private static void MustBeThere(SymbolResult result, HostEnvironment host)
    {
        if (result.Tokens is [.., var token]
            && !(FolderReference.Parse(token.Value, host.WorkingDirectory) is FolderReference.Local local && Directory.Exists(local.Folder.Value)))
        {
            result.AddError($"There is no folder '{token.Value}'.");
        }
    }
}
