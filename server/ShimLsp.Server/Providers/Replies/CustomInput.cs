using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Server.Providers.Rules;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>
/// Reads the text of a custom tool out of the arguments of the function that stood for it (<see cref="CustomToolRules"/>), while they
/// come: <c>{"input":"..."}</c>. A model that writes something else gets its meaning guessed at the end: the text of another field if it
/// is the only one, a text instead of an object, or the arguments as they are. Not thread-safe.
/// </summary>
internal sealed class CustomInput
{
    private static readonly ImmutableArray<string> Beginning = ["{", $"\"{CustomToolRules.Field}\"", ":", "\""];

    private readonly StringBuilder held = new();
    private readonly StringBuilder escape = new(); // one that has not come to its end
    private TextPieces text;
    private State state = State.Beginning;

    private enum State
    {
        /// <summary>It is not known yet what the arguments are.</summary>
        Beginning,

        /// <summary>Inside of the text.</summary>
        Text,

        /// <summary>After the text.</summary>
        Done,

        /// <summary>They are something else, which is looked at when it is complete.</summary>
        Held,

        /// <summary>They are not JSON at all.</summary>
        Plain,
    }

    /// <summary>Takes more of the arguments.</summary>
    /// <param name="more">More of their JSON text.</param>
    /// <returns>More of the input; empty for nothing yet.</returns>
    public string Take(string more)
    {
        switch (state)
        {
            case State.Text:
                return Decode(more);
            case State.Plain:
                return more;
            case State.Done:
                return "";
            case State.Held:
                held.Append(more);
                return "";
        }

        var all = held.Append(more).ToString();
        var start = all.AsSpan().TrimStart();
        if (!start.IsEmpty && start[0] is not ('{' or '"'))
        {
            state = State.Plain;
            return all;
        }

        if (IsBeginning(all, out var end) is not { } isInput)
        {
            return "";
        }

        state = isInput ? State.Text : State.Held;
        return isInput ? Decode(all[end..]) : "";
    }

    /// <summary>Ends the arguments.</summary>
    /// <returns>What is left of the input; empty for nothing.</returns>
    public string End() => state is State.Beginning or State.Held ? Guess(held.ToString()) : text.End();

    /// <summary>Whether the arguments begin as expected, and where the text begins; null if too little of them has come.</summary>
    private static bool? IsBeginning(string all, out int end)
    {
        end = 0;
        foreach (var token in Beginning)
        {
            while (end < all.Length && char.IsWhiteSpace(all[end]))
            {
                end++;
            }

            var length = Math.Min(token.Length, all.Length - end);
            if (!all.AsSpan(end, length).SequenceEqual(token.AsSpan(0, length)))
            {
                return false;
            }

            if (length < token.Length)
            {
                return null;
            }

            end += length;
        }

        return true;
    }

    private string Decode(string more)
    {
        var decoded = new StringBuilder(more.Length);
        foreach (var letter in more)
        {
            if (escape.Length > 0)
            {
                escape.Append(letter);
                if (Escaped() is { } meant)
                {
                    decoded.Append(meant);
                    escape.Clear();
                }
            }
            else if (letter == '\\')
            {
                escape.Append(letter);
            }
            else if (letter == '"')
            {
                state = State.Done;
                break;
            }
            else
            {
                decoded.Append(letter);
            }
        }

        return text.Take(decoded.ToString());
    }

    /// <summary>What the escape means; null if it has not come to its end. A wrong one stays as it is.</summary>
    private string? Escaped() =>
        escape[1] switch
        {
            'u' when escape.Length < 6 => null,
            'u' => ushort.TryParse(escape.ToString(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
                ? $"{(char)unit}"
                : escape.ToString(),
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            'b' => "\b",
            'f' => "\f",
            '"' or '\\' or '/' => $"{escape[1]}",
            _ => escape.ToString(),
        };

    private static string Guess(string arguments)
    {
        try
        {
            using var json = JsonDocument.Parse(arguments);
            switch (json.RootElement)
            {
                case { ValueKind: JsonValueKind.String } alone:
                    return alone.GetString()!;
                case { ValueKind: JsonValueKind.Object } fields:
                    var named = fields.TryGetProperty(CustomToolRules.Field, out var input);
                    var texts = named ? [input] : fields.EnumerateObject().Select(field => field.Value).ToArray();
                    return texts switch
                    {
                        [] => "",
                        [{ ValueKind: JsonValueKind.String } only] => only.GetString()!,
                        _ => arguments,
                    };
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // It is not JSON, or half a character is in it: the client sees what the model wrote.
        }

        return string.IsNullOrWhiteSpace(arguments) ? "" : arguments;
    }
}
