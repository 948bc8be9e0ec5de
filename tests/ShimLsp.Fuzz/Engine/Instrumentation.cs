using ShimLsp.Core.Models;

namespace ShimLsp.Fuzz.Engine;

/// <summary>SharpFuzz's rewriting of the server's assemblies, so that each counts the edges that are taken in it.</summary>
internal static class Instrumentation
{
    private static readonly string[] Assemblies = ["ShimLsp.Core.dll", "shim-lsp.dll"];

    /// <summary>Whether the assemblies that this process has loaded are instrumented.</summary>
    public static bool IsLive => typeof(CatalogParser).Assembly.GetReferencedAssemblies().Any(name => name.Name == "SharpFuzz.Common");

    /// <summary>
    /// Rewrites the assemblies beside this program. It must run in a process of its own: one that is loaded cannot be written.
    /// </summary>
    public static void Write(string folder)
    {
        foreach (var assembly in Assemblies)
        {
            try
            {
                SharpFuzz.Fuzzer.Instrument(Path.Combine(folder, assembly), IsOurs, SharpFuzz.Options.Value);
            }
            catch (SharpFuzz.InstrumentationException already) when (already.Message.Contains("already", StringComparison.Ordinal))
            {
                // An incremental build left it as it was.
            }
        }
    }

    // Generated readers of JSON and of patterns have more edges than all that is written by hand, and say nothing.
    private static bool IsOurs(string type) =>
        type.StartsWith("ShimLsp.", StringComparison.Ordinal)
        && !type.Contains("WireJson", StringComparison.Ordinal)
        && !type.Contains("LspJson", StringComparison.Ordinal);
}
