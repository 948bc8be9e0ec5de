using Microsoft.Extensions.Logging;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Server.Hosting.Logging;

/// <summary>How much is logged; the client may change it at run time.</summary>
internal sealed class LogThreshold
{
    private volatile LogLevel lowest = LogLevel.Warning;

    public bool Admits(LogLevel level) => level >= lowest && level != LogLevel.None;

    public void Set(LogVerbosity? verbosity) =>
        lowest = verbosity switch
        {
            LogVerbosity.Off => LogLevel.None,
            LogVerbosity.Error => LogLevel.Error,
            LogVerbosity.Info => LogLevel.Information,
            LogVerbosity.Debug => LogLevel.Debug,
            _ => LogLevel.Warning,
        };
}
