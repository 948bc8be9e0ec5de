using System.Diagnostics;

namespace ShimLsp.Server.Hosting;

/// <summary>This program, for another process of it.</summary>
internal static class OwnProgram
{
    /// <summary>Its version.</summary>
    public static string Version => typeof(OwnProgram).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>The words that start it: its full path, or that of dotnet and of its assembly.</summary>
    /// <exception cref="InvalidOperationException">The system does not say.</exception>
    public static IReadOnlyList<string> Words
    {
        get
        {
            var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
            return Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
                ? [program, Path.Combine(AppContext.BaseDirectory, "shim-lsp.dll")]
                : [program];
        }
    }

    /// <summary>How to start it.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo StartWith(params IEnumerable<string> arguments) => new(Words[0], [.. Words.Skip(1), .. arguments]);
}
