using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ShimLsp.Fuzz.Json;

/// <summary>
/// The words of a target's inputs: which names an object under which name may have, and what strings and bare tokens occur. It makes
/// JSON that looks like the real thing gone wrong: the right names, now and then in the wrong place, with values of every type.
/// </summary>
internal sealed record Grammar
{
    private const string Anywhere = "*";

    private static readonly ImmutableArray<string> BareValues =
    [
        "null",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "0.5",
        "1e999",
        "-0",
        "65536",
        "2147483648",
        "9223372036854775808",
        "1E-400",
        "{}",
        "[]",
        "\"\"",
    ];

    private static readonly ImmutableArray<string> OddStrings =
    [
        "",
        " ",
        "\\ud800",
        "\\udc00\\ud800",
        "\\ud83d\\ude42",
        "\\u0000",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\u00E9\U0001F642",
        "\\u00e9",
        "a b",
        "0.5",
        "-1",
        "\u200B",
    ];

    /// <summary>The names that an object may have, by the name under which it stands; under <c>*</c>, in any other place.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>> Names { get; init; }

    /// <summary>Strings that mean something, as they stand between quotes.</summary>
    public required ImmutableArray<string> Strings { get; init; }

    /// <summary>Names whose value is an array more often than not.</summary>
    public ImmutableHashSet<string> Arrays { get; init; } = [];

    /// <summary>What may be inserted anywhere: everything above, and punctuation.</summary>
    public ImmutableArray<byte[]> Tokens => field.IsDefault ? field = Tokenise() : field;

    /// <summary>More that may be inserted anywhere.</summary>
    public ImmutableArray<string> MoreTokens { get; init; } = [];

    /// <summary>Makes a value that may stand under that name.</summary>
    /// <param name="random">What chooses.</param>
    /// <param name="under">The name; empty for the root.</param>
    /// <param name="depth">How many containers it may nest.</param>
    public string Value(Random random, string under, int depth)
    {
        var text = new StringBuilder();
        Write(text, random, under, depth);
        return text.ToString();
    }

    private void Write(StringBuilder text, Random random, string under, int depth)
    {
        var isNested = depth > 0 && (Names.ContainsKey(under) ? random.Next(8) > 0 : random.Next(4) == 0);
        if (!isNested)
        {
            text.Append(Leaf(random));
        }
        else if (Arrays.Contains(under) ? random.Next(10) > 0 : random.Next(8) == 0)
        {
            text.Append('[');
            for (var left = random.Next(5); left > 0; left--)
            {
                Write(text, random, Arrays.Contains(under) ? under + "[]" : under, depth - 1);
                text.Append(left > 1 ? "," : "");
            }

            text.Append(']');
        }
        else
        {
            WriteObject(text, random, under, depth);
        }
    }

    private void WriteObject(StringBuilder text, Random random, string under, int depth)
    {
        var names = Names.TryGetValue(random.Next(30) == 0 ? Anywhere : under, out var known) ? known : Names[Anywhere];
        text.Append('{');
        for (var left = random.Next(1 + Math.Min(names.Length, 12)); left > 0; left--)
        {
            var name = names[random.Next(names.Length)];
            text.Append(CultureInfo.InvariantCulture, $"\"{name}\":");
            Write(text, random, name, depth - 1);
            text.Append(left > 1 ? "," : "");
        }

        text.Append('}');
    }

    private string Leaf(Random random) =>
        random.Next(10) switch
        {
            < 6 => $"\"{Strings[random.Next(Strings.Length)]}\"",
            < 7 => $"\"{OddStrings[random.Next(OddStrings.Length)]}\"",
            < 9 => BareValues[random.Next(BareValues.Length)],
            _ => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
        };

    // Names in order: a dictionary's own differs from start to start, and one seed would no longer make one run.
    private ImmutableArray<byte[]> Tokenise() =>
        [
            .. new[]
            {
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\\",
                "\\u",
                "//",
                "/*",
                "*/",
                "\n",
                "\r",
                "\r\n",
                " ",
                "\t",
                "\uFEFF",
                "\0",
                "-",
                ".",
            }
                .Concat(BareValues)
                .Concat(OddStrings)
                .Concat(Strings)
                .Concat(Names.Values.SelectMany(names => names).Distinct().Order(StringComparer.Ordinal).Select(name => $"\"{name}\":"))
                .Concat(MoreTokens)
                .Select(Encoding.UTF8.GetBytes),
        ];
}
