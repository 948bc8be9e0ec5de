namespace ShimLsp.Server.Cli;

/// <summary>Exit codes of the process.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The command was understood but failed, or found problems.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The person stopped it with Ctrl-C: 128 plus the signal's number, as in shells.</summary>
    public const int Interrupted = 130;
}
