using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Text.Json;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli.Gateway;

/// <summary><c>gateway --background</c>: starts a gateway as a process of its own and waits until it listens.</summary>
/// <param name="start">The start that the command line asks for.</param>
internal sealed class BackgroundStart(GatewayStart start)
{
    /// <summary>The option that the other process gets, with the name of its log: to make that takes memory that it would keep.</summary>
    public const string Detached = "--detached";

    private const string Unknown = "The gateway ended before it listened. Run it without --background to see why.";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    /// <summary>Starts it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="GatewayStartException">It did not start.</exception>
    public async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!start.Replaces && await start.RunningAsync(cancellationToken).ConfigureAwait(false) is { } running)
        {
            throw new GatewayStartException(
                $"A gateway runs for {start.Folder} already, at {running.Url}. For its page: shim-lsp gateway status. "
                    + "To have a new one take over: add --replace"
            );
        }

        using var process = Process.Start(StartInfo(parsed))!;
        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestStart);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(patience.Token).ConfigureAwait(false);
            if (Started(line) is { } started)
            {
                start.Print(started);
                return ExitCodes.Ok;
            }

            var rest = await process.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            throw new GatewayStartException(Why($"{line}\n{rest}"));
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new GatewayStartException(
                $"The gateway did not start within {LongestStart.TotalSeconds} s. Run it without --background."
            );
        }
    }

    // The gateway has three streams of its own, so a program that reads this command's output does not wait for the gateway's end.
    private ProcessStartInfo StartInfo(ParseResult parsed)
    {
        var written = parsed.Tokens.Where(token => token is not { Type: TokenType.Option, Value: "--background" or "--json" });
        var info = OwnProgram.StartWith([.. written.Select(token => token.Value), Detached, LogFile.NameOf(start.Folder), "--json"]);
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        info.CreateNoWindow = true;
        return info;
    }

    private static GatewayStarted? Started(string? line)
    {
        try
        {
            return line is null ? null
                : JsonSerializer.Deserialize(line, CliJson.Default.GatewayStarted) is { Url: not null } ok ? ok
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Why(string output)
    {
        try
        {
            return JsonSerializer.Deserialize(output, CliJson.Default.FailureOutput)?.Error?.Message ?? Unknown;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }
}
