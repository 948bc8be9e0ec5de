using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Catalogs;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary>The report as a person reads it: the verdict, the facts, and at the end what to do.</summary>
internal static class DoctorView
{
    /// <summary>Writes what is configured.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="report">The report.</param>
    public static void WriteFindings(TerminalStreams terminal, DoctorReport report)
    {
        Prose.Write(terminal, "", report.Verdict, report.CanRoute ? Tone.Good : Tone.Bad);
        terminal.Out.WriteLine();
        WriteFacts(terminal, report);
        terminal.Out.WriteLine();
        WriteLayers(terminal, report.Layers);
        terminal.Out.WriteLine();
        WriteModels(terminal, report);
    }

    /// <summary>Writes what to do.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="report">The report.</param>
    public static void WriteEnd(TerminalStreams terminal, DoctorReport report)
    {
        WriteNext(terminal, report.Next);
        if (report.Probes is null)
        {
            terminal.WriteLine("Nothing was sent: whether an endpoint answers was not tried. To try it: shim-lsp doctor --probe", Tone.Dim);
        }
    }

    private static void WriteFacts(TerminalStreams terminal, DoctorReport report)
    {
        var facts = new Facts();
        facts.Add("Workspace", report.Workspace);
        facts.Add("Active", new(Where(report), Tone.Strong));
        facts.Add(
            "Remembered",
            report.Active is { Remembered: { } slug, RememberedIn: { } file }
                ? $"{slug}, in {file}"
                : "nothing was chosen for this workspace"
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
        terminal.WriteLine("CATALOG: THE FIRST THAT IS THERE IS USED", Tone.Dim);
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
                    ? new Cell(model.Candidate ? "ready" : "no candidate", model.Candidate ? Tone.Good : Tone.Dim)
                    : new Cell("no key", Tone.Warning),
                new(model.Endpoint, Tone.Dim)
            );
        }

        table.WriteTo(terminal);
        terminal.Out.WriteLine();
    }

    private static void WriteNext(TerminalStreams terminal, IReadOnlyList<NextStep> steps)
    {
        if (steps.Count == 0)
        {
            terminal.WriteLine("Nothing needs doing.", Tone.Good);
            return;
        }

        terminal.WriteLine("WHAT TO DO", Tone.Dim);
        NextSteps.Write(terminal, steps);
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
            : "off: there is no Auto";

    private static Cell Words(StateReport state) =>
        state switch
        {
            { Problem: { } problem } => new Cell($"{state.Folder ?? "the state folder"} {problem}", Tone.Warning),
            { Exists: false } => $"{state.Folder}: made once there is something to remember",
            { Private: false } => new Cell($"{state.Folder}: writable, and open to others", Tone.Warning),
            { Private: null } => $"{state.Folder}: writable",
            _ => $"{state.Folder}: writable, private",
        };

    private static string Name(CatalogLayer layer) =>
        layer switch
        {
            CatalogLayer.Option => "--models",
            CatalogLayer.Setting => "shim.modelsPath",
            CatalogLayer.Workspace => "the workspace's",
            CatalogLayer.User => "yours",
            CatalogLayer.CodexShim => "the older shim's",
            _ => "built in",
        };

    private static string Words(LayerReport layer)
    {
        var state = layer.State switch
        {
            LayerState.InForce => "in force",
            LayerState.NotGiven => "not given",
            LayerState.NotApplicable => "does not apply",
            LayerState.Absent => "none",
            LayerState.Untrusted => "not trusted",
            LayerState.Unreadable => "cannot be read",
            _ => "not looked at",
        };
        return $"{state}{(layer.Path is null ? "" : $": {layer.Path}")}{(layer.Note is null || layer.State is LayerState.Unreadable ? "" : $" ({layer.Note})")}";
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
