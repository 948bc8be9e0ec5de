using System.Globalization;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Support;

/// <summary>What an editor says of its documents.</summary>
internal static class Editor
{
    /// <summary>Capabilities of an editor that is sent diagnostics.</summary>
    public const string IsSentDiagnostics =
        """{"textDocument":{"publishDiagnostics":{"relatedInformation":true,"codeDescriptionSupport":true}}}""";

    /// <summary>Capabilities of an editor that pulls them. It says that it could be sent them too, as editors do.</summary>
    public const string PullsDiagnostics =
        """{"textDocument":{"publishDiagnostics":{},"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}""";

    public static Task OpenAsync(this ShimClient client, string uri, string text, string language = "json", int version = 1) =>
        client.NotifyAsync("textDocument/didOpen", $$"""{"textDocument":{{Item(uri, text, language, version)}} }""");

    /// <summary>The whole text is another.</summary>
    public static Task ChangeAsync(this ShimClient client, string uri, int version, string text) =>
        client.NotifyAsync("textDocument/didChange", Change(uri, version, $$"""{"text":{{Json.Quote(text)}}}"""));

    /// <summary>A piece of it is another. The piece is written as <c>line:character-line:character</c>.</summary>
    public static Task ChangeAsync(this ShimClient client, string uri, int version, string range, string text) =>
        client.NotifyAsync("textDocument/didChange", Change(uri, version, Change(range, text)));

    public static string Change(string uri, int version, params string[] changes) =>
        $$"""{"textDocument":{"uri":{{Json.Quote(uri)}},"version":{{version}}},"contentChanges":[{{string.Join(',', changes)}}]}""";

    /// <summary>One change of a piece of the text.</summary>
    public static string Change(string range, string text) => $$"""{"range":{{Range(range)}},"text":{{Json.Quote(text)}} }""";

    public static Task CloseAsync(this ShimClient client, string uri) => client.NotifyAsync("textDocument/didClose", Document(uri));

    public static Task SavedAsync(this ShimClient client, string uri) => client.NotifyAsync("textDocument/didSave", Document(uri));

    /// <summary>What was published for that version; the client may have been sent others before.</summary>
    public static async Task<JsonElement> PublishedAsync(this ShimClient client, string uri, int? version) =>
        (
            await client.HearAsync(
                "textDocument/publishDiagnostics",
                published =>
                    published.Text("uri") == uri
                    && (
                        version is null
                            ? published.At("version").ValueKind is JsonValueKind.Undefined
                            : published.At("version").GetInt32() == version
                    )
            )
        ).At("params.diagnostics");

    public static async Task<JsonElement> PulledAsync(this ShimClient client, string uri) =>
        (await client.CallAsync("textDocument/diagnostic", Document(uri))).At("items");

    /// <summary>Each diagnostic as <c>line:character-line:character code</c>.</summary>
    public static string Shown(this JsonElement diagnostics) =>
        string.Join(
            ", ",
            diagnostics.EnumerateArray().Select(one => $"{Place(one.At("range.start"))}-{Place(one.At("range.end"))} {one.Text("code")}")
        );

    public static string Document(string uri) => $$"""{"textDocument":{"uri":{{Json.Quote(uri)}} } }""";

    private static string Place(JsonElement position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.Number("line")}:{position.Number("character")}");

    /// <summary>A range, written as <c>line:character-line:character</c>.</summary>
    public static string Range(string range)
    {
        var numbers = range.Split(':', '-');
        return $$"""{"start":{{Position(numbers[0], numbers[1])}},"end":{{Position(numbers[2], numbers[3])}} }""";
    }

    private static string Position(string line, string character) => $$"""{"line":{{line}},"character":{{character}} }""";

    private static string Item(string uri, string text, string language, int version) =>
        $$"""{"uri":{{Json.Quote(uri)}},"languageId":{{Json.Quote(language)}},"version":{{version}},"text":{{Json.Quote(text)}} }""";
}
