using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>The embedded sample as the demonstration uses it.</summary>
internal sealed class SampleCatalog
{
    private const string NoCandidates = "\"candidates\": []";
    private const string Placeholder = "placeholder-for-the-demo";

    /// <summary>Reads it.</summary>
    public SampleCatalog()
    {
        var bytes = EmbeddedSample.Read();
        Text = Encoding.UTF8.GetString(bytes);
        Catalog = CatalogParser.Parse(bytes).Catalog!;
        KeyNames =
        [
            .. Catalog
                .Models.Where(model => model.Credential.Kind is CredentialKind.Env)
                .Select(model => model.Credential.Name!)
                .Distinct(),
        ];
    }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>What is in it.</summary>
    public Catalog Catalog { get; }

    /// <summary>The environment variables that it takes keys from.</summary>
    public ImmutableArray<string> KeyNames { get; }

    /// <summary>
    /// The same variables, each with a value. Without a key the hosted models could not be chosen. Its value does not matter,
    /// because nothing is sent.
    /// </summary>
    public IEnumerable<KeyValuePair<string, string>> Keys => KeyNames.Select(name => KeyValuePair.Create(name, Placeholder));

    /// <summary>The text after an edit: this model is no longer a candidate.</summary>
    /// <param name="slug">The model.</param>
    public string Without(string slug)
    {
        var others = Catalog.Candidates.Where(model => model.Slug.Value != slug).Select(model => $$"""{ "slug": "{{model.Slug}}" }""");
        var edited = Text.Replace(NoCandidates, $"\"candidates\": [{string.Join(", ", others)}]", StringComparison.Ordinal);
        return edited != Text ? edited : throw new InvalidOperationException($"The sample has no {NoCandidates} to edit.");
    }
}
