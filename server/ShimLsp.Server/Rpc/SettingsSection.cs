using System.Text.Json;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Server.Rpc;

/// <summary>Finds the section <c>shim</c> in what a client sent as settings.</summary>
internal static class SettingsSection
{
    /// <summary>Reads the settings; null where there is no section, which changes none.</summary>
    /// <param name="settings">What the client sent; null or undefined for nothing.</param>
    /// <param name="isSection">Whether it may be the section itself, rather than an object that holds it.</param>
    public static ClientSettings? Read(JsonElement? settings, bool isSection)
    {
        if (settings is not { ValueKind: JsonValueKind.Object } given)
        {
            return null;
        }

        if (given.TryGetProperty("shim", out var section))
        {
            return section.ValueKind == JsonValueKind.Object ? Parse(section) : null;
        }

        return isSection ? Parse(given) : null;
    }

    private static ClientSettings Parse(JsonElement section)
    {
        var (values, problems) = ShimSettingsParser.Parse(section);
        return new(values, problems);
    }
}
