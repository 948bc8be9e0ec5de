using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>
/// A file of the repository, or a part of one, that the tables of fields say. <c>npm run generate</c> sets the variable, and then the
/// tests write the files; otherwise they compare.
/// </summary>
internal static class GeneratedFile
{
    public const string Variable = "SHIM_LSP_GENERATE";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // an apostrophe stays one
    };

    /// <summary>The file is JSON and is the given one.</summary>
    public static void CheckJson(string path, JsonNode expected) => Check(path, expected.ToJsonString(Indented) + "\n");

    /// <summary>The part between the markers of that name is the given text.</summary>
    public static void CheckPart(string path, string name, string expected)
    {
        var text = File.ReadAllText(Repository.File(path));
        var part = Regex.Match(text, $"(?<=<!-- generated: {name} -->\n).*?(?=<!-- end of {name} -->)", RegexOptions.Singleline);
        part.Success.Should().BeTrue($"{path} needs the markers \"<!-- generated: {name} -->\" and \"<!-- end of {name} -->\"");
        Check(path, $"{text[..part.Index]}{expected}{text[(part.Index + part.Length)..]}");
    }

    private static void Check(string path, string expected)
    {
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            File.WriteAllText(Repository.File(path), expected);
        }

        File.ReadAllText(Repository.File(path)).Should().Be(expected, $"{path} is generated: run `npm run generate`");
    }
}
