using System.Globalization;

namespace ShimLsp.Soak.Gateway.Checking;

/// <summary>What the upstream calls a model, or a key: both say whose they are, and of which version of their file.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Slug">The model's slug; <c>key</c> for a key.</param>
/// <param name="Version">The file's version.</param>
internal readonly record struct UpstreamName(string Tenant, string Slug, int Version)
{
    /// <summary>The slug of a key.</summary>
    public const string Key = "key";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tenant}/{Slug}/{Version}");

    /// <summary>Reads one; null if the text is none.</summary>
    /// <param name="text">The text.</param>
    public static UpstreamName? Find(string? text) =>
        text?.Split('/') is [var tenant, var slug, var number] && int.TryParse(number, CultureInfo.InvariantCulture, out var version)
            ? new(tenant, slug, version)
            : null;
}
