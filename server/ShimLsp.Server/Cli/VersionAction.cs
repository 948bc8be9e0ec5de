using System.CommandLine;
using System.CommandLine.Invocation;

namespace ShimLsp.Server.Cli;

/// <summary>Shows the version as the server tells it to an editor.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(
            $"shim-lsp {typeof(VersionAction).Assembly.GetName().Version!.ToString(fieldCount: 3)}"
        );
        return ExitCodes.Ok;
    }
}
