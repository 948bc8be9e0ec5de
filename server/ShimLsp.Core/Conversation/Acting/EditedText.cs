namespace ShimLsp.Core.Conversation.Acting;

/// <summary>Finds what an edit takes away and what it puts in: in two fields, in a patch, or as a whole file.</summary>
internal static class EditedText
{
    private const int MostOfPatch = 8_000;

    private static readonly Signs Paths = Signs.Of("path", "Path", "file", "filename");
    private static readonly Signs Wholes = Signs.Of("content", "contents", "file_text", "text");
    private static readonly Signs Olds = Signs.Of("old_string", "oldString", "old_str", "search");
    private static readonly Signs News = Signs.Of("new_string", "newString", "new_str", "replace");

    /// <summary>Notes it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="arguments">The call's arguments as JSON, or JSON inside of a JSON string.</param>
    public static ToolStep Note(ToolStep step, ReadOnlySpan<byte> arguments)
    {
        var target = First(arguments, Paths);
        var old = First(arguments, Olds);
        var put = First(arguments, News);
        if (old.IsEmpty && put.IsEmpty)
        {
            var (file, before, after) = OfPatch(arguments.Length > MostOfPatch ? arguments[..MostOfPatch] : arguments);
            return before != 0 || after != 0
                ? step with
                {
                    Target = file,
                    Before = before,
                    After = after,
                }
                : step with
                {
                    Target = Prints.Of(target),
                    After = First(arguments, Wholes) is { IsEmpty: false } whole ? Prints.Of(whole) : 0,
                };
        }

        return step with
        {
            Target = Prints.Of(target),
            Before = Prints.Of(old),
            After = Prints.Of(put),
        };
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> json, Signs names)
    {
        foreach (var name in names.All)
        {
            if (Field(json, name.AsSpan()) is { IsEmpty: false } value)
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>The text of a field whose name ends so; empty if there is none. It stays escaped.</summary>
    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        for (var at = json.IndexOf(name); at >= 0; at = json.IndexOf(name))
        {
            json = json[(at + name.Length)..];
            var quote = json.StartsWith("\\\""u8) ? "\\\""u8 : "\""u8; // inside of a JSON string quotation marks are escaped
            if (!json.StartsWith(quote))
            {
                continue;
            }

            var value = json[quote.Length..].TrimStart(": "u8);
            if (!value.StartsWith(quote))
            {
                continue;
            }

            value = value[quote.Length..];
            return value[..EndOf(value, quote)];
        }

        return default;
    }

    private static int EndOf(ReadOnlySpan<byte> value, ReadOnlySpan<byte> quote)
    {
        for (var at = 0; value[at..].IndexOf(quote) is var next and >= 0; at += next + quote.Length)
        {
            if (at + next == 0 || value[at + next - 1] != '\\')
            {
                return at + next;
            }
        }

        return value.Length;
    }

    private static (int File, int Before, int After) OfPatch(ReadOnlySpan<byte> patch)
    {
        var (file, before, after) = (0, 0, 0);
        for (var at = patch.IndexOf("\\n"u8); at >= 0; at = patch.IndexOf("\\n"u8))
        {
            patch = patch[(at + 2)..];
            var end = patch.IndexOf("\\n"u8);
            var line = end < 0 ? patch : patch[..end];
            if (line.StartsWith("*** "u8) && file == 0 && line.IndexOf("File: "u8) >= 0)
            {
                file = Prints.Of(line);
            }
            else if (line.Length > 1 && line[0] == '-')
            {
                before += Prints.Of(line[1..]);
            }
            else if (line.Length > 1 && line[0] == '+')
            {
                after += Prints.Of(line[1..]);
            }
        }

        return (file, before, after);
    }
}
