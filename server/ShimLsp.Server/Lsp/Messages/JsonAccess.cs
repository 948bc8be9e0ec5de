using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Lsp.Messages;

/// <summary>Reads what a client sent without trusting its shape. A missing value and one of another type both count as absent.</summary>
internal static class JsonAccess
{
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? LenientJson.Find(element, Encoding.UTF8.GetBytes(name)) ?? default : default;

    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static bool IsTrue(this JsonElement element) => element.ValueKind == JsonValueKind.True;

    public static string? AsString(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? LenientJson.Text(element) : null;

    public static int? AsInt32(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value) ? value : null;
}
