using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Driving;

/// <summary>The front of a connection. Fronts differ in framing and in how clients announce folders and settings.</summary>
internal enum Front
{
    /// <summary>LSP, with headers.</summary>
    Lsp,

    /// <summary>Plain JSON-RPC, one message a line.</summary>
    Plain,
}

/// <summary>Calls as the front's messages.</summary>
/// <param name="front">The front.</param>
/// <param name="tasks">The tasks' texts.</param>
internal sealed class Wire(Front front, ImmutableArray<string> tasks)
{
    private readonly ImmutableArray<string> tasks = [.. tasks.Select(Quote)];

    /// <summary>Whether the front answers it; otherwise it is a notification.</summary>
    public bool IsAnswered(Call call) =>
        call switch
        {
            FilesChangedCall or SetupCall { Method: "initialized" or "exit" } => false,
            OpenCall or CloseCall or ConfigureCall => front == Front.Plain,
            _ => true,
        };

    /// <summary>The message.</summary>
    /// <param name="call">The call.</param>
    /// <param name="id">Its id; null for a notification.</param>
    public string Message(Call call, long? id)
    {
        var (method, parameters) = call switch
        {
            SetupCall setup => (setup.Method, setup.Params),
            OpenCall { Folder: var folder } => front == Front.Lsp
                ? Folders(added: folder!, removed: null)
                : ("openFolder", Object(folder, "")),
            CloseCall { Folder: var folder } => front == Front.Lsp
                ? Folders(added: null, removed: folder!)
                : ("closeFolder", Object(folder, "")),
            ConfigureCall { Settings: var settings } => Configure(settings),
            FilesChangedCall => ("workspace/didChangeWatchedFiles", """{"changes":[]}"""),
            RouteCall route => (Own("route"), Object(route.Folder, Route(route))),
            SwitchCall choice => (
                Own("switchModel"),
                Object(choice.Folder, $"\"slug\":\"{choice.Slug}\"{(choice.Persist ? "" : ",\"persist\":false")}")
            ),
            ReportCall report => (Own("reportOutcome"), Object(report.Folder, Report(report))),
            InvalidateCall => (Own("invalidateCache"), Object(call.Folder, "")),
            StatusCall => (Own("status"), Object(call.Folder, "")),
            ListCall => (Own("listModels"), Object(call.Folder, "")),
            TrustCall => (Own("setTrust"), Object(call.Folder, "\"trusted\":true")),
            RefusedCall refused => (Own(refused.Method), Object(refused.Folder, refused.Params)),
            _ => throw new InvalidOperationException($"There is no message for {call}."),
        };
        return Request(method, parameters, id);
    }

    /// <summary>Takes a request back.</summary>
    public static string Cancel(long id) => Request("$/cancelRequest", $$"""{"id":{{id}}}""", id: null);

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Request(string method, string parameters, long? id) =>
        $$"""{"jsonrpc":"2.0",{{(id is { } number ? $"\"id\":{number}," : "")}}"method":"{{method}}","params":{{parameters}}}""";

    private static string Object(string? folder, string members) =>
        folder is null ? $"{{{members}}}" : $"{{\"workspaceFolder\":{Quote(folder)}{(members.Length > 0 ? "," : "")}{members}}}";

    private static (string Method, string Params) Folders(string? added, string? removed)
    {
        static string List(string? folder) => folder is null ? "[]" : $$"""[{"uri":{{Quote(folder)}},"name":"a"}]""";
        return ("workspace/didChangeWorkspaceFolders", $$$"""{"event":{"added":{{{List(added)}}},"removed":{{{List(removed)}}}}}""");
    }

    private static string Report(ReportCall report)
    {
        var after = report.RetryAfter is { } pause
            ? string.Create(CultureInfo.InvariantCulture, $",\"retryAfterSeconds\":{pause.TotalSeconds}")
            : "";
        return $"\"slug\":\"{report.Slug}\","
            + $"{(report.Status is { } status ? $"\"status\":{status}" : $"\"error\":\"{report.Error}\"")}{after}";
    }

    // An editor sends shim/NAME, as for every method here that is not LSP's own.
    private string Own(string method) => front == Front.Lsp ? $"shim/{method}" : method;

    private (string Method, string Params) Configure(SettingsFacts settings) =>
        front == Front.Lsp
            ? ("workspace/didChangeConfiguration", $$$"""{"settings":{"shim":{{{settings.Json()}}}}}""")
            : ("configure", $$"""{"settings":{{settings.Json()}}}""");

    private string Route(RouteCall route) =>
        string.Concat(
            $"\"task\":{tasks[route.Task]}",
            route.Images ? ",\"images\":true" : "",
            route.Tools ? ",\"tools\":true" : "",
            route.NoCache ? ",\"noCache\":true" : "",
            route.InputTokens is { } tokens ? $",\"inputTokens\":{tokens}" : "",
            route.Candidates.IsDefault ? "" : $",\"candidates\":[{string.Join(',', route.Candidates.Select(Quote))}]"
        );
}
