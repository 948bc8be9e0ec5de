using System.Globalization;
using ShimLsp.Core.Health;
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

    /// <summary>Writes where the models come from.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="catalog">The catalog in force.</param>
    public static void WriteCatalog(TerminalStreams terminal, CatalogInfo catalog) =>
        terminal.WriteLine(
            $"Catalog: {(catalog.Sources.Count == 0 ? "none" : string.Join(", ", catalog.Sources.Select(Source)))}",
            Tone.Dim
        );

    /// <summary>Writes what is wrong in the catalog to stderr: what comes before it on stdout is still true.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="catalog">The catalog in force.</param>
    public static void WriteProblems(TerminalStreams terminal, CatalogInfo catalog)
    {
        terminal.Flush(); // so that a terminal shows the problems last
        foreach (var problem in catalog.Problems)
        {
            terminal.Error.WriteLine(terminal.Palette.Paint(Shown.Line(ProblemLine.Of(problem)), ProblemLine.ToneOf(problem.Severity)));
        }
    }

    /// <summary>A state in words.</summary>
    public static string Words(AvailabilityState state) =>
        state switch
        {
            AvailabilityState.Available => "ready",
            AvailabilityState.MissingCredential => "no key",
            AvailabilityState.Unauthorized => "key rejected",
            AvailabilityState.OutOfCredit => "out of credit",
            AvailabilityState.NotFound => "not found",
            AvailabilityState.RateLimited => "rate limited",
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

    private static Tone ToneOf(AvailabilityState state) => state is AvailabilityState.Available ? Tone.Good : Tone.Warning;
}
