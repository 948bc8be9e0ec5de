using System.CommandLine.Completions;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli.Completion;

/// <summary>The slugs of the catalog that the command line would use.</summary>
/// <param name="context">What commands work with.</param>
/// <param name="options">Where the command line names a workspace and a catalog.</param>
internal sealed class SlugCompletion(CommandContext context, SessionOptions options)
{
    /// <summary>One slug, or Auto.</summary>
    public IEnumerable<CompletionItem> One(CompletionContext line)
    {
        var catalog = Load(line);
        if (catalog is null)
        {
            return [];
        }

        var models = catalog.Models.Select(model => model.Slug.Value);
        return Items(catalog.Router.Enabled ? models.Prepend(catalog.Router.Slug.Value) : models);
    }

    /// <summary>One model, without Auto.</summary>
    public IEnumerable<CompletionItem> Models(CompletionContext line) => Items(Load(line)?.Models.Select(model => model.Slug.Value) ?? []);

    /// <summary>A list of candidates with commas: completes the last one.</summary>
    public IEnumerable<CompletionItem> List(CompletionContext line)
    {
        var named = line.WordToComplete[..(line.WordToComplete.LastIndexOf(',') + 1)];
        return Items(Load(line)?.Candidates.Select(model => named + model.Slug.Value) ?? []);
    }

    private static IEnumerable<CompletionItem> Items(IEnumerable<string> labels) => labels.Select(label => new CompletionItem(label));

    private Core.Models.Catalog? Load(CompletionContext line) =>
        options.FolderIfLocal(line.ParseResult) is { } folder
            ? new WorkspaceCatalogs(context.Host, new StateFolder(context.Host))
                .Load(new() { Folder = folder, ModelsOption = options.ModelsIn(line.ParseResult) }, previous: null)
                .State.Catalog
            : null;
}
