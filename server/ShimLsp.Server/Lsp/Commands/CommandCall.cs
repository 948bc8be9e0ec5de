using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>
/// What <c>workspace/executeCommand</c> asks for. A program gives a method's parameters as one object. What a person can type or choose in
/// an editor without code for Shim is texts, or nothing.
/// </summary>
/// <param name="Command">The command.</param>
/// <param name="Parameters">The method's parameters; undefined if a person calls.</param>
/// <param name="Texts">What a person gives; empty if they give nothing.</param>
internal sealed record CommandCall(string Command, JsonElement Parameters, ImmutableArray<string> Texts)
{
    /// <summary>Whether a person calls. Many editors show nothing of a result or an error, so a person is told by a message.</summary>
    public bool IsPersons => Parameters.ValueKind is JsonValueKind.Undefined;

    /// <summary>The text at that place; null if there is none.</summary>
    /// <param name="place">From 0.</param>
    public string? Text(int place) => place < Texts.Length ? Texts[place] : null;

    /// <summary>Reads the parameters of <c>workspace/executeCommand</c>.</summary>
    /// <param name="call">The parameters.</param>
    /// <exception cref="ContractException">They cannot be read.</exception>
    public static CommandCall Read(JsonElement call)
    {
        var command = CommandOf(call);
        JsonElement[] given = call.At("arguments") switch
        {
            { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray()],
            { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => [],
            // Some clients send their one argument without an array.
            { ValueKind: JsonValueKind.String or JsonValueKind.Object } one => [one],
            _ => throw ContractErrors.InvalidParams("arguments", $"must be an array, such as [{CommandExamples.Object(command)}]"),
        };
        return given is [{ ValueKind: JsonValueKind.Object } parameters, ..]
            ? new(command, parameters, [])
            : new(command, default, TextsOf(given, command));
    }

    private static string CommandOf(JsonElement call) =>
        call.At("command") switch
        {
            { ValueKind: JsonValueKind.String } command => command.AsString()!,
            { ValueKind: JsonValueKind.Undefined } => throw ContractErrors.InvalidParams("command", "is required."),
            _ => throw ContractErrors.InvalidParams("command", "must be a string."),
        };

    // A palette that has a field for an argument sends an empty text, or null, if the person leaves it empty.
    private static ImmutableArray<string> TextsOf(JsonElement[] given, string command)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < given.Length; i++)
        {
            texts.Add(
                given[i] switch
                {
                    { ValueKind: JsonValueKind.Null } => "",
                    { ValueKind: JsonValueKind.String } text => text.AsString()!.Trim(),
                    _ => throw ContractErrors.InvalidParams(
                        $"arguments[{i}]",
                        i == 0 ? $"must be an object or a text: {CommandExamples.Both(command)}" : "must be a text: the folder."
                    ),
                }
            );
        }

        while (texts is [.., ""])
        {
            texts.RemoveAt(texts.Count - 1);
        }

        return texts.ToImmutable();
    }
}
