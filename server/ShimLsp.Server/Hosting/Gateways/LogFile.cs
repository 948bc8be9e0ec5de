using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>
/// The log of a gateway that has no terminal, in the state folder. Each line gets the time. A file that has become large is kept as
/// <c>.old</c>, in place of the one before, so that months of errors fill no disk.
/// </summary>
internal sealed class LogFile : TextWriter
{
    /// <summary>A file of this size is large.</summary>
    public const int MostBytes = 1024 * 1024;

    private readonly TimeProvider time;
    private readonly Action<SafeFileHandle> opened;
    private StreamWriter file;

    private LogFile(string path, TimeProvider time, Action<SafeFileHandle> opened)
    {
        (FilePath, this.time, this.opened) = (path, time, opened);
        file = Open();
    }

    /// <summary>Its path.</summary>
    public string FilePath { get; }

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>The name of the log of a workspace's gateway, without its end.</summary>
    /// <param name="folder">The workspace.</param>
    public static string NameOf(FolderPath folder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder.Real().Folded())))[..16];

    /// <summary>Opens a gateway's log; null if there is no state folder that can be written.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="name">What <see cref="NameOf"/> gave.</param>
    /// <param name="opened">Told of each file that it opens, since the runtime may have something to write there too.</param>
    public static LogFile? Open(HostEnvironment host, string name, Action<SafeFileHandle> opened)
    {
        if (host.StateFolder is not { } state || !PrivateFolder.Ensure(state))
        {
            return null;
        }

        var path = Path.Join(state, "gateway", $"{name}.log");
        try
        {
            WholeFile.CreateFolder(Path.GetDirectoryName(path)!, Audience.Owner);
            return new(path, host.Time, opened);
        }
        catch (Exception impossible) when (impossible is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        if (file.BaseStream.Length > MostBytes)
        {
            file.Dispose();
            File.Move(FilePath, FilePath + ".old", overwrite: true);
            file = Open();
        }

        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        file.WriteLine($"{now} {value}");
    }

    /// <inheritdoc/>
    public override void Write(char value) => file.Write(value);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }

    private StreamWriter Open()
    {
        var options = WholeFile.Options(FileMode.Append, Audience.Owner);
        options.Share = FileShare.ReadWrite | FileShare.Delete; // the gateway that this one replaces still writes
        var stream = new FileStream(FilePath, options);
        opened(stream.SafeFileHandle);
        return new StreamWriter(stream) { AutoFlush = true };
    }
}
