using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShimLsp.Server.Contract;

/// <summary>Enumerations travel by name, camelCase; a number is a wrong type.</summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
internal sealed class CamelCaseEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
