using System.Globalization;

namespace ShimLsp.Soak.Shared.Redis;

/// <summary>A program that speaks Redis' protocol.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="IsGarnet">Whether it is Garnet, which has other options and no <c>DEBUG</c>.</param>
/// <param name="Before">What comes before it on a command line, such as a network namespace; empty for nothing.</param>
internal sealed record RedisProgram(string Path, bool IsGarnet, params string[] Before)
{
    /// <summary>The configuration of a Sentinel; null for a Redis.</summary>
    public string? Configuration { get; init; }

    /// <summary>The command line that starts it without anything on the disk.</summary>
    /// <param name="host">The address to listen at.</param>
    /// <param name="port">The port.</param>
    /// <param name="folder">Its folder.</param>
    public string[] Line(string host, int port, string folder)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        return Configuration is { } file ? [Path, file, "--sentinel", "--bind", host, "--port", number, "--dir", folder]
            : IsGarnet ? [.. Before, Path, "--bind", host, "--port", number, "--lua", "--lua-transaction-mode"]
            :
            [
                .. Before,
                Path,
                "--bind",
                host,
                "--port",
                number,
                "--dir",
                folder,
                "--save",
                "",
                "--appendonly",
                "no",
                "--protected-mode",
                "no",
                "--enable-debug-command",
                "yes",
            ];
    }
}
