using System.Text;

namespace ShimLsp.Core.Conversation.Acting;

/// <summary>What a tool is for, by its name.</summary>
internal enum ToolUse
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>To wait.</summary>
    Waiting,

    /// <summary>To run commands, of any kind.</summary>
    Commands,

    /// <summary>To change files, and perhaps to view them.</summary>
    Editing,

    /// <summary>To read or search.</summary>
    Looking,
}

/// <summary>
/// Tells what a call is for by the tool's name and its arguments. Each client has names of its own, so parts of names count.
/// </summary>
internal static class ToolKinds
{
    private const int MostOfCommand = 1_000;

    private static readonly Signs Waits = Signs.Of("write_stdin", "bashoutput", "taskoutput", "wait", "sleep", "poll", "kill");
    private static readonly Signs Plans = Signs.Of("todo", "plan", "task", "memory", "ask", "think", "finish", "skill");
    private static readonly Signs Edits = Signs.Of(
        "edit",
        "write",
        "patch",
        "replace",
        "insert",
        "create_file",
        "delete_file",
        "apply_diff"
    );
    private static readonly Signs Runs = Signs.Of("bash", "shell", "exec", "terminal", "command", "run_", "powershell");
    private static readonly Signs Looks = Signs.Of("read", "view", "grep", "glob", "search", "find", "list", "ls", "cat", "open", "fetch");

    // Each of the tests has one of these, and few other commands have.
    private static readonly Signs PartsOfTests = Signs.Of(
        "test",
        "build",
        "tsc",
        "lint",
        "check",
        "clippy",
        "vet",
        "jest",
        "mocha",
        "mvn",
        "gradle",
        "rspec",
        "phpunit",
        "tox"
    );

    private static readonly Signs Tests = Signs.Of(
        "pytest",
        "unittest",
        "tox ",
        "npm test",
        "npm run test",
        "npm run build",
        "npm run lint",
        "npx tsc",
        "tsc ",
        "yarn test",
        "pnpm test",
        "pnpm build",
        "jest",
        "vitest",
        "mocha",
        "eslint",
        "cargo test",
        "cargo build",
        "cargo check",
        "cargo clippy",
        "go test",
        "go build",
        "go vet",
        "dotnet test",
        "dotnet build",
        "mvn ",
        "gradle",
        "make test",
        "make check",
        "ctest",
        "rspec",
        "phpunit",
        "mix test",
        "swift test",
        "flutter test",
        "runtests.py"
    );

    private static readonly Signs Writing = Signs.Of("apply_patch", "sed -i", "cat >", "tee ", "<<'EOF' >", "<< 'EOF' >");

    private static readonly Signs Looking = Signs.Of(
        "\"cat ",
        "\"ls",
        "\"grep ",
        "\"rg ",
        "\"find ",
        "\"head ",
        "\"tail ",
        "\"sed -n",
        "\"git status",
        "\"git diff",
        "\"git log",
        "\"git show",
        "\"pwd",
        "\"wc ",
        "\"Get-Content",
        "\"Select-String"
    );

    /// <summary>Tells what a call is for.</summary>
    /// <param name="use">What its tool is for.</param>
    /// <param name="arguments">Its arguments as JSON.</param>
    public static StepKind Of(ToolUse use, ReadOnlySpan<byte> arguments) =>
        use switch
        {
            ToolUse.Waiting => StepKind.Wait,
            ToolUse.Commands => OfCommand(arguments),
            ToolUse.Editing => OfEditor(arguments),
            ToolUse.Looking => StepKind.Look,
            _ => StepKind.Other,
        };

    /// <summary>Tells what a tool is for.</summary>
    /// <param name="tool">Its name as JSON.</param>
    public static ToolUse Of(ReadOnlySpan<byte> tool)
    {
        Span<byte> lower = stackalloc byte[64];
        tool = tool.Length > lower.Length ? tool[..lower.Length] : tool;
        Ascii.ToLower(tool, lower, out var length);
        var name = lower[..length];
        return Waits.AreIn(name) ? ToolUse.Waiting
            : Runs.AreIn(name) ? ToolUse.Commands
            : Plans.AreIn(name) ? ToolUse.Other
            : Edits.AreIn(name) ? ToolUse.Editing
            : Looks.AreIn(name) ? ToolUse.Looking
            : ToolUse.Other;
    }

    // One tool that views and edits, as of Anthropic and SWE-agent.
    private static StepKind OfEditor(ReadOnlySpan<byte> arguments) =>
        Start(arguments).IndexOf("\"view\""u8) >= 0 || Start(arguments).IndexOf("\\\"view\\\""u8) >= 0 ? StepKind.Look : StepKind.Edit;

    private static StepKind OfCommand(ReadOnlySpan<byte> arguments)
    {
        var command = Start(arguments);
        return PartsOfTests.AreIn(command) && Tests.AreIn(command) ? StepKind.Test
            : Writing.AreIn(command) ? StepKind.Edit
            : command.IndexOf("sleep "u8) >= 0 ? StepKind.Wait
            : Looking.AreIn(command) ? StepKind.Look
            : StepKind.Run;
    }

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> text) => text.Length > MostOfCommand ? text[..MostOfCommand] : text;
}
