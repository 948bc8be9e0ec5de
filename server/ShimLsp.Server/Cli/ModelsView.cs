using System.Globalization;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli;

/// <summary>Models as a person reads them.</summary>
internal static class ModelsView
{
    public static void Write(TerminalStreams terminal, ListModelsResult result)
    {
        var table = new Table("  SLUG", "NAME", "PROVIDER/MODEL", ">PRICE", ">CTX", "CAN", "STATE");
        foreach (var model in result.Models)
        {
            table.Add(
                new($"{(model.Active ? "●" : " ")} {model.Slug}", model.Active ? Tone.Strong : Tone.Plain),
                model.DisplayName,
                model.Kind is ModelKind.Auto ? new Cell("the cheapest good enough", Tone.Dim) : $"{model.Provider}/{model.Model}",
                Price(model),
                Tokens(model.ContextWindow),
                Abilities(model),
                new(Words(model.Availability.State), ToneOf(model.Availability.State))
            );
        }

        table.WriteTo(terminal);
        terminal.Out.WriteLine();
        WriteReasons(terminal, result);
        terminal.WriteLine("● active. Price: US dollars per million tokens in/out, else the catalog's own cost.", Tone.Dim);
        WriteCatalog(terminal, result.Catalog);
    }

    /// <summary>Where the models come from, and what is wrong there.</summary>
    public static void WriteCatalog(TerminalStreams terminal, CatalogInfo catalog)
    {
        terminal.WriteLine(
            $"Catalog: {(catalog.Sources.Count == 0 ? "none" : string.Join(", ", catalog.Sources.Select(Source)))}",
            Tone.Dim
        );
        foreach (var problem in catalog.Problems)
        {
            terminal.WriteLine($"{Name(problem.Severity)}: {Place(problem)}: {problem.Message}", ToneOf(problem.Severity));
        }
    }

    /// <summary>Where a problem is, as editors open it: counted from one.</summary>
    public static string Place(ProblemInfo problem) =>
        problem.Line is { } line ? $"{problem.Source}:{line + 1}:{(problem.Column ?? 0) + 1}" : problem.Source;

    /// <summary>A state as a person says it.</summary>
    public static string Words(AvailabilityState state) =>
        state switch
        {
            AvailabilityState.Available => "ready",
            AvailabilityState.MissingCredential => "no key",
            AvailabilityState.Unauthorized => "refused",
            AvailabilityState.RateLimited => "limited",
            _ => "failing",
        };

    private static void WriteReasons(TerminalStreams terminal, ListModelsResult result)
    {
        var lacking = result
            .Models.Where(model => model.Availability.Reason is not null)
            .ToLookup(model => model.Availability.Reason!, model => model.Slug);
        foreach (var reason in lacking)
        {
            terminal.WriteLine($"{string.Join(", ", reason)}: {reason.Key}", Tone.Warning);
        }
    }

    private static string Price(ModelInfo model) =>
        model switch
        {
            { Kind: ModelKind.Auto } => "",
            { Pricing: { Input: 0, Output: 0 } } => "free",
            { Pricing: { } price } => string.Create(CultureInfo.InvariantCulture, $"{price.Input:0.###}/{price.Output:0.###}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"cost {model.Cost:0.###}"),
        };

    private static string Tokens(int? tokens) =>
        tokens switch
        {
            null => "?",
            >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{tokens / 1e6:0.#}M"),
            >= 1_000 => $"{tokens / 1000}k",
            _ => $"{tokens}",
        };

    private static string Abilities(ModelInfo model) =>
        (model.SupportsImages, model.SupportsTools) switch
        {
            (true, true) => "img tool",
            (true, false) => "img",
            (false, true) => "    tool",
            _ => "",
        };

    private static string Source(string source) =>
        source == "embedded" ? "the embedded sample; your own goes to ~/.config/shim-lsp/models.json" : source;

    private static string Name(ProblemSeverity severity) =>
        severity switch
        {
            ProblemSeverity.Error => "error",
            ProblemSeverity.Warning => "warning",
            _ => "note",
        };

    private static Tone ToneOf(ProblemSeverity severity) =>
        severity switch
        {
            ProblemSeverity.Error => Tone.Bad,
            ProblemSeverity.Warning => Tone.Warning,
            _ => Tone.Dim,
        };

    private static Tone ToneOf(AvailabilityState state) => state is AvailabilityState.Available ? Tone.Good : Tone.Warning;
}
