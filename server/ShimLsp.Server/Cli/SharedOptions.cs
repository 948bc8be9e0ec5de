using System.CommandLine;
using System.CommandLine.Parsing;
using ShimLsp.Server.Cli.Completion;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli;

/// <summary>Options that mean the same in every command that has them.</summary>
internal static class SharedOptions
{
    public static Option<string?> Models(HostEnvironment host, string description = "Use this catalog and search for no other.")
    {
        var option = new Option<string?>("--models")
        {
            Description = description,
            HelpName = "FILE",
            CompletionSources = { new PathCompletion(host).Files },
        };
        option.Validators.Add(MustHoldText);
        return option;
    }

    public static Option<string[]> Folders(HostEnvironment host)
    {
        var option = new Option<string[]>("--folder")
        {
            Description = "Open this workspace folder, a path or a file URI; may be repeated. Without it, the working directory.",
            HelpName = "DIR",
            Arity = ArgumentArity.OneOrMore,
            CompletionSources = { new PathCompletion(host).Folders },
        };
        option.Validators.Add(result => MustBeThere(result, host));
        return option;
    }

    public static Option<string?> Folder(HostEnvironment host)
    {
        var option = new Option<string?>("--folder")
        {
            Description = "The workspace's folder. Without it, the working directory.",
            HelpName = "DIR",
            CompletionSources = { new PathCompletion(host).Folders },
        };
        option.Validators.Add(result => MustBeThere(result, host));
        return option;
    }

    public static Argument<string?> FolderArgument(HostEnvironment host)
    {
        var argument = new Argument<string?>("FOLDER")
        {
            Description = "The workspace's folder. Without it, the working directory.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "FOLDER", // without it, help lists the completions
            CompletionSources = { new PathCompletion(host).Folders },
        };
        argument.Validators.Add(result => MustBeThere(result, host));
        return argument;
    }

    /// <summary>The folder that a person named. The validators have checked that it exists.</summary>
    /// <param name="written">As written; null for the working directory.</param>
    /// <param name="host">The machine.</param>
    public static FolderPath FolderOf(string? written, HostEnvironment host) =>
        ((FolderReference.Local)FolderReference.Parse(written ?? host.WorkingDirectory, host.WorkingDirectory)).Folder;

    /// <summary>The gateway's port, 8765 unless the person says another.</summary>
    /// <param name="description">What it is for.</param>
    public static Option<int?> Port(string description) =>
        new Option<int?>("--port")
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => 8765,
        }.Taking("a whole number from 0 to 65535", number => number is >= 0 and <= ushort.MaxValue);

    public static Option<bool> Json() => Flag("--json", "Print the result, or the error, as JSON.");

    /// <summary>An option without a value: the next word is never taken for one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>Refuses an option that does not exist: the parser takes it for the argument.</summary>
    /// <param name="result">The argument, a file.</param>
    public static void MustNotBeOption(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: ['-', _, ..] text }])
        {
            result.AddError(Commands.NoOption(text, (CommandResult)result.Parent!, $"Write a file of that name as ./{text}."));
        }
    }

    private static void MustBeThere(SymbolResult result, HostEnvironment host)
    {
        foreach (var token in result.Tokens)
        {
            switch (FolderReference.Parse(token.Value, host.WorkingDirectory))
            {
                case FolderReference.Local local when Directory.Exists(local.Folder.Value):
                    break;
                case FolderReference.Local local when File.Exists(local.Folder.Value):
                    result.AddError($"'{token.Value}' is a file, not a folder.");
                    break;
                default:
                    result.AddError($"There is no folder '{token.Value}'.");
                    break;
            }
        }
    }

    // A script may have an unset variable here. It must not get another catalog than it means.
    private static void MustHoldText(OptionResult result)
    {
        if (result.Tokens is [{ Value: "" }])
        {
            result.AddError("--models is empty. Name a file.");
        }
    }
}
