using System.Buffers;
using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads one reference to a key, as we spell it and as other tools do.</summary>
internal static class ReferenceText
{
    /// <summary>The start of every reference of ours.</summary>
    public const string Start = "${";

    private static readonly SearchValues<char> VariableLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
    );

    private static readonly SearchValues<char> SecretLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."
    );

    private static readonly ImmutableArray<string> KeyEndings = ["_KEY", "_TOKEN", "_SECRET"];

    // The longer before the shorter that it begins with.
    private static readonly ImmutableArray<(string Start, string End)> ForeignForms =
    [
        ("$env:", ""),
        ("$", ""),
        ("{env:", "}"),
        ("{{", "}}"),
        ("env:", ""),
        ("os.environ/", ""),
        ("process.env.", ""),
        ("%", "%"),
    ];

    /// <summary>The reference that a text is, such as <c>${env:NAME}</c>; null if it is not one.</summary>
    public static CredentialReference? Read(string text)
    {
        if (!text.StartsWith(Start, StringComparison.Ordinal) || !text.EndsWith('}'))
        {
            return null;
        }

        var inner = text[Start.Length..^1];
        var colon = inner.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = colon < 0 ? ("env", inner) : (inner[..colon], inner[(colon + 1)..].Trim());
        return kind switch
        {
            "env" when IsVariable(name) => CredentialReference.Env(name),
            "secret" when IsSecretName(name) => CredentialReference.Secret(name),
            "file" when IsPath(name) => CredentialReference.File(name),
            _ => null,
        };
    }

    /// <summary>
    /// The variable that other tools' spellings name: <c>$NAME</c>, <c>$env:NAME</c>, <c>{env:NAME}</c>, <c>{{NAME}}</c>,
    /// <c>env:NAME</c>, <c>os.environ/NAME</c>, <c>process.env.NAME</c>, <c>%NAME%</c>, or the name alone if it says that it is one of a
    /// key: <c>OPENAI_API_KEY</c>. Null if it is none of these.
    /// </summary>
    public static string? ForeignVariable(string text)
    {
        foreach (var (start, end) in ForeignForms)
        {
            if (
                text.Length > start.Length + end.Length
                && text.StartsWith(start, StringComparison.OrdinalIgnoreCase)
                && text.EndsWith(end, StringComparison.Ordinal)
                && text[start.Length..^end.Length].Trim() is var name
                && IsVariable(name)
            )
            {
                return name;
            }
        }

        return IsNameOfKey(text) ? text : null;
    }

    /// <summary>Whether a text is the name of a variable that holds a key. No key is in capitals alone and ends in such a word.</summary>
    public static bool IsNameOfKey(string text) =>
        IsVariable(text)
        && !text.AsSpan().ContainsAnyInRange('a', 'z')
        && KeyEndings.Any(ending => text.EndsWith(ending, StringComparison.Ordinal));

    private static bool IsVariable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(VariableLetters);

    private static bool IsSecretName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(SecretLetters);

    private static bool IsPath(string path) =>
        path.Length > 0 && !ShownText.HasControl(path) && !path.Contains(Start, StringComparison.Ordinal);
}
