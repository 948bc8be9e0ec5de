using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary>The report as a person reads it: first the verdict, then the facts, then what to do.</summary>
internal static class DoctorView
{
    /// <summary>Writes what is configured.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="report">The report.</param>
    public static void WriteFindings(TerminalStreams terminal, DoctorReport report)
    {
        Prose.Write(
            terminal,
            "",
            report.Verdict,
            !report.CanRoute ? Tone.Bad
                : report.HasErrors ? Tone.Warning
                : Tone.Good
        );
        terminal.Out.WriteLine();
        WriteFacts(terminal, report);
        terminal.Out.WriteLine();
        WriteLayers(terminal, report.Layers);
        terminal.Out.WriteLine();
        WriteModels(terminal, report);
    }

    /// <summary>Writes what to do.</summary>
    /// <param name="context">What commands work with.</param>
    /// <param name="report">The report.</param>
    public static void WriteEnd(CommandContext context, DoctorReport report)
    {
        if (report.Next.Count == 0)
        {
            context.Terminal.WriteLine("Nothing to do.", Tone.Good);
        }
        else
        {
            NextSteps.Write(context, report.Next);
        }

        if (report.Probes is null)
        {
            context.Terminal.WriteLine("No requests were sent. To test the endpoints: shim-lsp doctor --probe", Tone.Dim);
        }
    }

    private static void WriteFacts(TerminalStreams terminal, DoctorReport report)
    {
        var facts = new Facts();
        facts.Add("Workspace", report.Workspace);
        facts.Add("Active", new(Where(report), Tone.Strong));
        facts.Add(
            "Remembered",
            report.Active is { Remembered: { } slug, RememberedIn: { } file } ? $"{slug}, in {file}" : "no choice for this workspace"
        );
        if (report.Router is { } router)
        {
            facts.Add("Router", new(Words(router), router.Enabled ? Tone.Plain : Tone.Warning));
        }

        facts.Add("State", Words(report.State));
        facts.WriteTo(terminal);
    }

    private static void WriteLayers(TerminalStreams terminal, IReadOnlyList<LayerReport> layers)
    {
        terminal.WriteLine("CATALOGS (first found wins)", Tone.Dim);
        var facts = new Facts();
        foreach (var layer in layers)
        {
            facts.Add($"{(layer.State is LayerState.InForce ? "●" : " ")} {Name(layer.Layer)}", new(Words(layer), ToneOf(layer.State)));
        }

        facts.WriteTo(terminal);
    }

    private static void WriteModels(TerminalStreams terminal, DoctorReport report)
    {
        if (report.Models.Count == 0)
        {
            return;
        }

        var table = new Table("  MODEL", ">COST", "KEY", "STATE", "ENDPOINT");
        foreach (var model in report.Models)
        {
            var isActive = model.Slug == report.Active.Slug;
            table.Add(
                new($"{(isActive ? "●" : " ")} {model.Slug}", isActive ? Tone.Strong : Tone.Plain),
                model.Candidate ? model.Cost.ToString("0.###", CultureInfo.InvariantCulture) : "-",
                Words(model.Credential),
                model.Ready
                    ? new Cell(model.Candidate ? "ready" : "not a candidate", model.Candidate ? Tone.Good : Tone.Dim)
                    : new Cell("no key", Tone.Warning),
                new(model.Endpoint, Tone.Dim)
            );
        }

        table.WriteTo(terminal);
        terminal.Out.WriteLine();
    }

    private static string Where(DoctorReport report) =>
        report switch
        {
            { Router: null, Active.Slug: var slug } => slug,
            { Active: { IsAuto: true, Slug: var slug } } => $"{slug}: each task is routed",
            { Active.Slug: var slug } => $"{slug}: every task goes to it",
        };

    private static string Words(RouterReport router) =>
        router.Enabled
            ? string.Join(
                ", ",
                string.Create(CultureInfo.InvariantCulture, $"threshold {router.Threshold:0.00##}"),
                router.Classifier is { } slug ? $"classifier {slug}" : "embedded scorer",
                $"default {router.Default ?? "the cheapest"}",
                router.Cache ? string.Create(CultureInfo.InvariantCulture, $"cache of {router.CacheCapacity}") : "no cache"
            )
            : "off";

    private static Cell Words(StateReport state) =>
        state switch
        {
            { Problem: { } problem } => new Cell($"{state.Folder ?? "the state folder"} {problem}", Tone.Warning),
            { Exists: false } => $"{state.Folder}: created when there is something to remember",
            { Private: false } => new Cell($"{state.Folder}: writable, but not private", Tone.Warning),
            { Private: null } => $"{state.Folder}: writable",
            _ => $"{state.Folder}: writable, private",
        };

    private static string Name(CatalogLayer layer) =>
        layer switch
        {
            CatalogLayer.Option => "--models",
            CatalogLayer.Setting => "shim.modelsPath",
            CatalogLayer.Workspace => "workspace",
            CatalogLayer.User => "your own",
            CatalogLayer.CodexShim => "Python shim",
            _ => "built in",
        };

    private static string Words(LayerReport layer)
    {
        var state = layer.State switch
        {
            LayerState.InForce => "used",
            LayerState.NotGiven => "not given",
            LayerState.NotApplicable => "only in editors",
            LayerState.Absent => "no file",
            LayerState.Untrusted => "not trusted",
            LayerState.Unreadable => "cannot be read",
            _ => "not searched",
        };
        var path = layer.Path is null ? "" : $": {layer.Path}";
        var note = layer.Note is null || layer.State is LayerState.Unreadable ? "" : $" ({layer.Note})"; // a step says why it is unreadable
        return state + path + note;
    }

    private static Tone ToneOf(LayerState state) =>
        state switch
        {
            LayerState.InForce => Tone.Good,
            LayerState.Untrusted => Tone.Warning,
            LayerState.Unreadable => Tone.Bad,
            _ => Tone.Dim,
        };

    private static string Words(CredentialInfo credential) =>
        credential.Kind switch
        {
            CredentialKind.None => "none needed",
            CredentialKind.Literal => "in the file",
            _ => credential.Name is { Length: > 0 } name ? name : "unreadable",
        };
}
