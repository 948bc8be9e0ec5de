using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads <c>extra_headers</c>. No message here ever quotes a value, because it may be a secret.</summary>
internal static class HeaderParser
{
    private static readonly ImmutableSortedDictionary<string, HeaderValue> None = ImmutableSortedDictionary.Create<string, HeaderValue>(
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The characters of a header's name: <c>token</c> of RFC 9110, section 5.6.2.</summary>
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>
    /// Headers that the transport itself sets. <c>Host</c> matters most: one address can serve many hosts, and a key that is meant for one
    /// of them would go to another.
    /// </summary>
    private static readonly FrozenSet<string> OfTransport = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection",
        "Content-Length",
        "Expect",
        "Host",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade"
    );

    public static ImmutableSortedDictionary<string, HeaderValue> Parse(ObjectSyntax? node, ProblemList problems)
    {
        if (node is null or { Members.Length: 0 })
        {
            return None;
        }

        var headers = None.ToBuilder();
        foreach (var member in node.Members)
        {
            if (member.Value is NullSyntax)
            {
                continue;
            }

            if (!IsName(member.Name))
            {
                problems.Add(
                    member.NameStart,
                    ProblemSeverity.Warning,
                    CatalogProblemCode.InvalidHeader,
                    "This is not a header name, so it is ignored. Use letters, digits and hyphens."
                );
            }
            else if (IsOfTransport(member.Name))
            {
                problems.Add(
                    member.NameStart,
                    ProblemSeverity.Warning,
                    CatalogProblemCode.InvalidHeader,
                    $"The header {ShownText.Quote(member.Name)} is set by the connection itself, so this one is ignored. Remove it."
                );
            }
            else if (member.Value is not StringSyntax value)
            {
                problems.Warning(
                    member.Value,
                    CatalogProblemCode.WrongType,
                    $"The value of the header {ShownText.Quote(member.Name)} must be a string; it is ignored.",
                    inSchema: true
                );
            }
            else if (ShownText.HasControl(value.Value))
            {
                // A line break would let a value forge more headers.
                problems.Warning(
                    value,
                    CatalogProblemCode.InvalidHeader,
                    $"The value of the header {ShownText.Quote(member.Name)} contains a control character; it is ignored."
                );
            }
            else
            {
                Take(headers, member, HeaderValueParser.Parse(value, member.Name, problems), problems);
            }
        }

        return headers.ToImmutable();
    }

    /// <summary>Whether a text can be the name of a header.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(Token);

    /// <summary>Whether the transport itself sets a header.</summary>
    /// <param name="name">The header's name.</param>
    public static bool IsOfTransport(string name) => OfTransport.Contains(name);

    private static void Take(
        ImmutableSortedDictionary<string, HeaderValue>.Builder headers,
        JsonMember member,
        HeaderValue value,
        ProblemList problems
    )
    {
        if (headers.TryGetKey(member.Name, out var earlier))
        {
            problems.Add(
                member.NameStart,
                ProblemSeverity.Warning,
                CatalogProblemCode.DuplicateProperty,
                $"The header {ShownText.Quote(member.Name)} is a duplicate; the last one is used. Remove the other.",
                inSchema: earlier == member.Name // names that differ in case are one for HTTP alone
            );
        }

        headers[member.Name] = value;
    }
}
