using System.Text;
using System.Text.Json;

namespace ShimLsp.Server.Cli.Connect;

/// <summary>Sets members of a JSON file and leaves every other byte as it is, comments too.</summary>
internal static class JsonEdits
{
    private static JsonReaderOptions Lenient => new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static JsonDocumentOptions LenientWhole => new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Sets a member. Objects on the way to it are made if they are missing.</summary>
    /// <param name="file">The file. An empty one becomes an object.</param>
    /// <param name="path">The names on the way to the member.</param>
    /// <param name="value">The value, as JSON.</param>
    /// <exception cref="UneditableException">The file is not a JSON object, or something else is on the way.</exception>
    public static void Set(EditedFile file, ReadOnlySpan<string> path, string value)
    {
        if (string.IsNullOrWhiteSpace(file.Text))
        {
            file.Begin("{\n}\n");
        }

        var place = Find(file, path);
        var written = Member(path[place.Found..], value, place.Found + 1);
        if (place.ValueEnd is { } end)
        {
            file.Replace(place.At, end - place.At, written);
        }
        else
        {
            var indent = new string(' ', 2 * (place.Found + 1));
            file.Replace(place.At, 0, $"\n{indent}{written}{(place.IsEmpty ? "" : ",")}");
        }
    }

    /// <summary>Whether bytes are JSON for a strict reader.</summary>
    /// <param name="bytes">The bytes.</param>
    public static bool IsJson(byte[] bytes)
    {
        try
        {
            JsonDocument.Parse(bytes).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Member(ReadOnlySpan<string> names, string value, int depth)
    {
        var name = $"\"{JsonEncodedText.Encode(names[0])}\": ";
        if (names.Length == 1)
        {
            return name + value.Replace("\n", "\n" + new string(' ', 2 * depth), StringComparison.Ordinal);
        }

        var indent = new string(' ', 2 * (depth + 1));
        return $"{name}{{\n{indent}{Member(names[1..], value, depth + 1)}\n{indent[2..]}}}";
    }

    private static Place Find(EditedFile file, ReadOnlySpan<string> path)
    {
        var bytes = file.Bytes;
        var mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            JsonDocument.Parse(bytes.AsMemory(mark), LenientWhole).Dispose(); // also what comes after the place is to be valid
            var reader = new Utf8JsonReader(bytes.AsSpan(mark), Lenient);
            reader.Read();
            return Find(ref reader, path, 0).Shifted(mark);
        }
        catch (JsonException)
        {
            throw new UneditableException("is not valid JSON. Repair it, then run this again");
        }
    }

    // The reader is at the start of the object that the names so far lead to.
    private static Place Find(ref Utf8JsonReader reader, ReadOnlySpan<string> path, int found)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new UneditableException(found == 0 ? "is not a JSON object" : $"has something else than an object at {path[found - 1]}");
        }

        var inside = (int)reader.BytesConsumed;
        var isEmpty = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var nameAt = (int)reader.TokenStartIndex;
            var matches = reader.ValueTextEquals(path[found]);
            reader.Read();
            if (matches && found < path.Length - 1)
            {
                return Find(ref reader, path, found + 1);
            }

            reader.Skip();
            if (matches)
            {
                return new(nameAt, (int)reader.BytesConsumed, found, false);
            }
        }

        return new(inside, null, found, isEmpty);
    }

    /// <summary>Where a member is, or is to be.</summary>
    /// <param name="At">Where it begins, or where to insert it.</param>
    /// <param name="ValueEnd">Where its value ends; null if it is not there.</param>
    /// <param name="Found">How many names of the path are there before it.</param>
    /// <param name="IsEmpty">Whether the object to insert it into is empty.</param>
    private readonly record struct Place(int At, int? ValueEnd, int Found, bool IsEmpty)
    {
        public Place Shifted(int by) => this with { At = At + by, ValueEnd = ValueEnd + by };
    }
}
