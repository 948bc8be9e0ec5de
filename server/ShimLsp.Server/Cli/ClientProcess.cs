using System.CommandLine;

namespace ShimLsp.Server.Cli;

/// <summary>What editors' LSP libraries put on every server's command line.</summary>
internal static class ClientProcess
{
    /// <summary>Accepted and not used: the client says it again in <c>initialize</c>, and that is what is watched.</summary>
    public static Option<int?> Option() =>
        new("--clientProcessId")
        {
            Description = "The editor's process.",
            HelpName = "N",
            Hidden = true,
        };
}
