using System.Globalization;
using System.Security;
using System.Text;

namespace ShimLsp.Server.Cli.Gateway;

/// <summary>The file by which a service manager keeps a gateway running.</summary>
internal sealed class ServiceFile
{
    /// <summary>The words that start this program; the first is a full path.</summary>
    public required IReadOnlyList<string> Program { get; init; }

    /// <summary>The workspace, a full path.</summary>
    public required string Folder { get; init; }

    /// <summary>The catalog, a full path; null to search for one.</summary>
    public required string? Models { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>Whether both forms can hold its words.</summary>
    public bool CanBeWritten => !Start.Any(word => word.Any(char.IsControl));

    private IEnumerable<string> Gateway => [.. Program, "gateway"];

    private IEnumerable<string> Place => ["--folder", Folder, .. Models is null ? (string[])[] : ["--models", Models]];

    private IEnumerable<string> Start => [.. Gateway, "--port", Port.ToString(CultureInfo.InvariantCulture), .. Place];

    /// <summary>A unit of systemd. A reload has a new process take the port over, so that an update cuts no reply.</summary>
    public string ForSystemd() =>
        $"""
            # systemd.service(5). Keys that the catalog takes from variables: add Environment= or EnvironmentFile=.
            [Unit]
            Description=ShimLsp gateway for {Folder.Replace("%", "%%", StringComparison.Ordinal)}

            [Service]
            Type=notify
            NotifyAccess=all
            ExecStart={Words(Start)}
            ExecReload={Words([.. Gateway, "--background", "--replace", .. Place])}
            WorkingDirectory={Folder.Replace("%", "%%", StringComparison.Ordinal)}
            Restart=on-failure
            KillSignal=SIGTERM
            TimeoutStopSec=70

            [Install]
            WantedBy=default.target

            """;

    /// <summary>A property list of launchd.</summary>
    public string ForLaunchd()
    {
        var text = new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <!-- launchd.plist(5). Keys that the catalog takes from variables: add EnvironmentVariables. -->
            <plist version="1.0">
            <dict>
              <key>Label</key>
              <string>shim-lsp</string>
              <key>ProgramArguments</key>
              <array>

            """
        );
        foreach (var word in Start)
        {
            text.Append("    <string>").Append(SecurityElement.Escape(word)).Append("</string>\n");
        }

        return text.Append(
                $"""
                  </array>
                  <key>WorkingDirectory</key>
                  <string>{SecurityElement.Escape(Folder)}</string>
                  <key>RunAtLoad</key>
                  <true/>
                  <key>KeepAlive</key>
                  <dict>
                    <key>SuccessfulExit</key>
                    <false/>
                  </dict>
                  <key>ExitTimeOut</key>
                  <integer>70</integer>
                </dict>
                </plist>

                """
            )
            .ToString();
    }

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(word => $"\"{Escaped(word)}\""));

    // systemd reads %, $, a backslash and quotation marks in its own way.
    private static string Escaped(string word) =>
        word.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal)
            .Replace("$", "$$", StringComparison.Ordinal);
}
