using Microsoft.Extensions.Logging;
using ShimLsp.Core.Models;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Hosting.Logging;

/// <summary>
/// Writes one line for each entry to stderr, and passes it to the client if its front takes log messages. stdout carries the protocol.
/// </summary>
/// <remarks>
/// No key, header value or task reaches a log. This class drops the exception of an entry. The texts that others log hold none either:
/// <see cref="CredentialReference"/> prints no key, <see cref="KnownErrors"/> quotes no upstream, and entries name models, causes and
/// counts.
/// </remarks>
/// <param name="threshold">How much is logged.</param>
/// <param name="stderr">Where the lines go.</param>
/// <param name="toClient">Passes an entry to the client; null if its front has no log messages.</param>
internal sealed class SecretFreeLoggerProvider(LogThreshold threshold, TextWriter stderr, Action<LogLevel, string>? toClient)
    : ILoggerProvider
{
    private readonly LineQueue lines = new(stderr);

    public ILogger CreateLogger(string categoryName) => new SecretFreeLogger(threshold, lines, toClient);

    public void Dispose() => lines.Dispose();

    private sealed class SecretFreeLogger(LogThreshold threshold, LineQueue lines, Action<LogLevel, string>? toClient) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => threshold.Admits(logLevel);

        // Without the exception, on purpose: its message may hold a piece of a prompt or a key.
        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var text = formatter(state, null);
            lines.Add($"shim-lsp: {Name(logLevel)}: {text}");
            toClient?.Invoke(logLevel, text);
        }

        private static string Name(LogLevel level) =>
            level switch
            {
                LogLevel.Error or LogLevel.Critical => "error",
                LogLevel.Warning => "warning",
                LogLevel.Information => "info",
                _ => "debug",
            };
    }
}
