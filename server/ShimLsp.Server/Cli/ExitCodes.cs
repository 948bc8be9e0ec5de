namespace ShimLsp.Server.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The command was understood, and what it was to do could not be done.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The person ended it, as shells have it: 128 and the signal's number.</summary>
    public const int Interrupted = 130;
}
