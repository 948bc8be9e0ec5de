using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// An address in a field that is not known. If a row names an address that is not understood, it must not be asked at the provider's public
/// default: the prompts and the key would go where the person did not send them.
/// </summary>
internal static class StrayAddress
{
    private static readonly ImmutableArray<string> OfAddresses = ["url", "uri", "base", "endpoint", "host", "address", "server", "proxy"];
    private static readonly ImmutableArray<string> OfPages = ["doc", "home", "icon", "logo", "image", "site", "info", "price", "pricing"];

    /// <summary>The member of a row, or of what it holds, that is an address; null if there is none.</summary>
    /// <param name="row">The row, which has no <c>base_url</c>.</param>
    public static JsonMember? In(ObjectSyntax row) =>
        FirstOf(row.Members.Where(member => RowFields.Table.Find(member.Name) is null).Select(Find));

    /// <summary>Whether a member's name and value are those of a model's address.</summary>
    /// <param name="member">The member.</param>
    public static bool Holds(JsonMember member) =>
        member.Value is StringSyntax { Value: var text }
        && Names(member.Name, OfAddresses)
        && !Names(member.Name, OfPages)
        && IsAddress(text.Trim());

    private static JsonMember? Find(JsonMember member) =>
        member.Value switch
        {
            StringSyntax when Holds(member) => member,
            ObjectSyntax inner => FirstOf(inner.Members.Select(Find)),
            ArraySyntax list => FirstOf(list.Items.Select(item => Find(member with { Value = item }))),
            _ => null,
        };

    private static JsonMember? FirstOf(IEnumerable<JsonMember?> members) => members.FirstOrDefault(member => member is not null);

    private static bool IsAddress(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || IsBareHost(text);

    /// <summary>
    /// A host without a scheme: <c>localhost</c>, <c>10.0.0.5</c>, <c>gpu-box:8000</c>. A mere name may be a program's: <c>llama.cpp</c>.
    /// </summary>
    private static bool IsBareHost(string text) =>
        !text.Contains("://", StringComparison.Ordinal)
        && Uri.TryCreate($"http://{text}", UriKind.Absolute, out var url)
        && (
            !url.IsDefaultPort
            || url.Host == "localhost"
            || (url.HostNameType is UriHostNameType.IPv4 && text.StartsWith(url.Host, StringComparison.Ordinal))
        );

    private static bool Names(string name, ImmutableArray<string> words) =>
        words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
