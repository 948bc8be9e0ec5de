using System.Security.Cryptography;
using System.Text;

namespace ShimLsp.Core.Models;

/// <summary>
/// The encoding under <see cref="Catalog.Fingerprint"/>. It has a version, and each text has its length in front, so two different catalogs
/// never give the same bytes.
/// </summary>
internal static class CatalogFingerprint
{
    private const byte Version = 1;

    public static byte[] Compute(Catalog catalog)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8); // little-endian on every platform
        writer.Write(Version);
        writer.Write(catalog.Models.Length);
        foreach (var model in catalog.Models)
        {
            Write(writer, model);
        }

        writer.Write(catalog.Router.Slug.Value);
        writer.Write(catalog.Router.Classifier?.Value ?? "");
        writer.Flush();
        return SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(BinaryWriter writer, ModelSpec model)
    {
        writer.Write(model.Slug.Value);
        writer.Write(model.Model);
        writer.Write((byte)model.Provider);
        // The origin tells one endpoint from another. The rest of a URL may contain user info or a path of this machine.
        writer.Write(model.BaseUrl.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
        writer.Write(model.ContextWindow ?? -1);
        writer.Write(model.MaxOutputTokens ?? -1);
        writer.Write(model.SupportsImages);
        writer.Write(model.SupportsTools);
        writer.Write(model.Pricing?.Input ?? -1);
        writer.Write(model.Pricing?.CachedInput ?? -1);
        writer.Write(model.Pricing?.Output ?? -1);
        writer.Write(model.Strength ?? -1);
        writer.Write(model.Card ?? "");
        writer.Write(model.Cost);
        writer.Write(model.IsCandidate);
    }
}
