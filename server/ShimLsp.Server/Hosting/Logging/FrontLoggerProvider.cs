using Microsoft.Extensions.Logging;

namespace ShimLsp.Server.Hosting.Logging;

/// <summary>
/// Writes one line an entry to stderr, and hands it to the client where its front takes log messages. stdout is the protocol's.
/// </summary>
/// <param name="threshold">How much is logged.</param>
/// <param name="stderr">Where the lines go.</param>
/// <param name="toClient">Takes an entry for the client; null for a front that has no such message.</param>
internal sealed class FrontLoggerProvider(LogThreshold threshold, TextWriter stderr, Action<LogLevel, string>? toClient) : ILoggerProvider
{
    private readonly LineQueue lines = new(stderr);

    public ILogger CreateLogger(string categoryName) => new FrontLogger(threshold, lines, toClient);

    public void Dispose() => lines.Dispose();

    private sealed class FrontLogger(LogThreshold threshold, LineQueue lines, Action<LogLevel, string>? toClient) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => threshold.Admits(logLevel);

        // The exception is left out on purpose: its message may hold a piece of a prompt, its stack is nobody's business.
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
