using System.Collections.Immutable;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>
/// The model that a client uses by itself, as its TOML file named it before a run. A picker may write its choice there, and later sessions
/// would ask the client's own provider for a model that only the gateway has. The end of the run puts back what was there.
/// </summary>
internal sealed class KeptDefaults
{
    private const int MostBytes = 16 << 20;

    private readonly string path;
    private readonly ImmutableArray<string> keys;
    private readonly ImmutableArray<string?> before;

    /// <summary>Notes what the file says now.</summary>
    /// <param name="path">The file. It need not exist.</param>
    /// <param name="keys">The keys that the picker writes, in no table. The first one names the model.</param>
    public KeptDefaults(string path, ImmutableArray<string> keys)
    {
        (this.path, this.keys) = (path, keys);
        var text = Read()?.Text ?? "";
        before = [.. keys.Select(key => TomlTop.Line(text, key)?.Value)];
    }

    /// <summary>Puts back what the file said, if it names one of the gateway's models since.</summary>
    /// <param name="offered">The gateway's models.</param>
    /// <returns>What went wrong, in a sentence; null for nothing.</returns>
    public string? PutBack(IEnumerable<OfferedModel> offered)
    {
        if (
            Read() is not { } file
            || TomlTop.Line(file.Text, keys[0])?.Value is not { } model
            || model == before[0]
            || !offered.Any(each => model.EndsWith($"= \"{each.Id}\"", StringComparison.Ordinal))
        )
        {
            return null;
        }

        for (var i = keys.Length - 1; i >= 0; i--)
        {
            PutBack(file, keys[i], before[i]);
        }

        try
        {
            Write(file.Bytes);
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return $"{path} has the line {model} of this run. Remove it: the file cannot be written";
        }
    }

    private static void PutBack(EditedFile file, string key, string? line)
    {
        switch (TomlTop.Line(file.Text, key), line)
        {
            case ({ } now, null):
                var end = file.Text.IndexOf('\n', now.Index);
                file.Replace(now.Index, (end < 0 ? file.Text.Length : end + 1) - now.Index, "");
                break;
            case ({ } now, _):
                file.Replace(now.Index, now.Length, line);
                break;
            case (null, not null):
                file.Replace(0, 0, $"{line}\n");
                break;
        }
    }

    private EditedFile? Read() => FileRead.Of(path, MostBytes) is FileRead.Content { Bytes: var bytes } ? new(bytes) : null;

    private void Write(byte[] bytes)
    {
        var real = RealPath.Of(path) ?? path; // a link to a file elsewhere stays a link
        UnixFileMode? mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(real);
        WholeFile.Put(real, bytes, Audience.Owner, overwrite: true);
        if (mode is { } same && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(real, same);
        }
    }
}
