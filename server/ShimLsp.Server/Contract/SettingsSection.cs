using System.Text.Json;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Server.Contract;

/// <summary>Finds the section <c>shim</c> in the settings that a client sent.</summary>
internal static class SettingsSection
{
    /// <summary>Reads the settings; null if there is no section, which changes none.</summary>
    /// <param name="settings">What the client sent; null or undefined for nothing.</param>
    /// <param name="isSection">Whether it may be the section itself and not only an object that contains it.</param>
    public static ClientSettings? Read(JsonElement? settings, bool isSection)
    {
        if (settings is not { ValueKind: JsonValueKind.Object } given)
        {
            return null;
        }

        foreach (var property in given.EnumerateObject())
        {
            if (LenientJson.Name(property).SequenceEqual("shim"u8))
            {
                return property.Value.ValueKind == JsonValueKind.Object ? Parse(property.Value) : null;
            }
        }

        return isSection ? Parse(given) : null;
    }

    private static ClientSettings Parse(JsonElement section)
    {
        var (values, problems) = ShimSettingsParser.Parse(section);
        return new(values, problems);
    }
}
