using System.Collections.Immutable;
using System.Text;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Json;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Fuzz.Targets;

/// <summary>What a client means by a folder: a URI or a path.</summary>
internal sealed class FolderTarget : IFuzzTarget
{
    private static readonly string Working = Path.GetFullPath(Path.DirectorySeparatorChar + "work");

    /// <inheritdoc/>
    public string Name => "folders";

    /// <inheritdoc/>
    public int Share => 7;

    /// <inheritdoc/>
    public Grammar Grammar { get; } =
        new()
        {
            Names = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("*", ["x"]),
            Strings =
            [
                "file:///a/b",
                "file://localhost/a",
                "file://host/share",
                "file:/a",
                "file:a",
                "FILE:///a",
                "file:///c%3A/x",
                "file:///C:/x",
                "untitled:Untitled-1",
                "vscode-remote://ssh/x",
                "/a/../b/./c//",
                "a b",
                "%20",
                "%2F",
                "%00",
                "%C3%A9",
                "%ff",
                "%",
                "#f",
                "?q",
                "..",
                "~",
                "C:\\\\x",
                "\\\\\\\\h\\\\s",
            ],
            MoreTokens = ["file://", "/", "\\", ":", "%", "%25"],
        };

    /// <inheritdoc/>
    public byte[] Generate(Random random) =>
        Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Grammar.Strings[random.Next(Grammar.Strings.Length)]))
        );

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        var reference = FolderReference.Parse(text, Working);
        Must.Equal(reference, FolderReference.Parse(text, Working), "a name means the same each time");
        _ = FolderReference.Unescape(text, isWindows: true);
        _ = FolderReference.Unescape(text, isWindows: false);
        switch (reference)
        {
            case FolderReference.Local { Folder: { } folder }:
                CheckLocal(folder);
                break;
            case FolderReference.Folderless { Scheme: { } scheme }:
                Must.Hold(
                    scheme.Length > 1
                        && scheme != "file"
                        && scheme.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '+' or '.' or '-'),
                    "a scheme is one",
                    () => scheme
                );
                break;
            case FolderReference.Invalid { Why: { } why }:
                Must.Hold(why.Length is > 0 and < 60 && why.All(char.IsAscii), "what is wrong is said in words of ours", () => why);
                break;
        }
    }

    /// <summary>A folder's path names that folder, by itself and as a URI, encoded in whole or where it must be.</summary>
    private static void CheckLocal(FolderPath folder)
    {
        Must.Hold(Path.IsPathFullyQualified(folder.Value), "a folder's path is absolute");
        Must.Equal(folder, FolderPath.Of(folder.Value), "a folder's path is normal");
        Must.Hold(
            folder.Contains(folder.Value) && folder.Contains(Path.Combine(folder.Value, "x")),
            "a folder holds itself and what is inside"
        );
        Must.Hold(
            !folder.Contains(folder.Value + "x") || Path.EndsInDirectorySeparator(folder.Value),
            "a folder does not hold its neighbour"
        );
        if (!OperatingSystem.IsWindows())
        {
            var segments = folder.Value.Split('/').Select(Uri.EscapeDataString);
            Must.Equal(
                new FolderReference.Local(folder),
                FolderReference.Parse($"file://{string.Join('/', segments)}", Working),
                "a path and its URI name one folder"
            );
        }
    }
}
