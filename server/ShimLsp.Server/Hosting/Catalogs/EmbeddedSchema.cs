using System.Text;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The JSON schema of models.json in the program itself. It is read only by the commands that give it away.</summary>
internal static class EmbeddedSchema
{
    /// <summary>The schema's name as a file.</summary>
    public const string FileName = "models.schema.json";

    /// <summary>What every version of it contains, and no other file does.</summary>
    public const string Mark = "\"title\": \"ShimLsp models.json\"";

    /// <summary>Its text, with the line ends of Unix.</summary>
    public static string Read()
    {
        using var schema = new StreamReader(typeof(EmbeddedSchema).Assembly.GetManifestResourceStream(FileName)!, Encoding.UTF8);
        return schema.ReadToEnd().ReplaceLineEndings("\n");
    }
}
