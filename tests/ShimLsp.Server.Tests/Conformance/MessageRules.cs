using System.Text.Json;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>Thrown if the server sends a message that the protocol does not allow.</summary>
internal sealed class NonconformingMessageException(Fault fault, JsonElement message)
    : Exception($"The server's message does not conform. {fault}\nIn: {message.GetRawText()}");

/// <summary>
/// Judges each message of one connection as it is heard: by JSON-RPC, by the meta model of LSP 3.18, and by the contract for the
/// server's own. Every client of the tests listens through it, so that each test is one of conformance too.
/// </summary>
/// <param name="isLsp">True for the LSP front, false for the plain one.</param>
internal sealed class MessageRules(bool isLsp)
{
    private static readonly ShimContract Contract = ShimContract.Instance;

    private readonly LspServerMessages? lsp = isLsp ? new() : null;

    /// <summary>What the client has asked; it is noted before it is sent.</summary>
    public SentRequests Sent { get; } = new();

    /// <summary>Judges the next message.</summary>
    /// <exception cref="NonconformingMessageException">It breaks a rule: where, and what was expected.</exception>
    public void Check(JsonElement message)
    {
        if (FaultOf(message) is { } fault)
        {
            throw new NonconformingMessageException(fault, message);
        }
    }

    /// <summary>What is wrong with the next message; null if nothing is.</summary>
    public Fault? FaultOf(JsonElement message) =>
        EnvelopeFaultOf(message)
        ?? (
            KindOf(message) switch
            {
                MessageKind.Request => FaultOfRequest(message),
                MessageKind.Notification => FaultOfNotification(message),
                MessageKind.Error => FaultOfError(message.GetProperty("id"), message.GetProperty("error")),
                _ => FaultOfResult(message.GetProperty("id"), message.GetProperty("result")),
            }
        );

    /// <summary>What is wrong with a message as JSON-RPC, whatever it is about; null if nothing is.</summary>
    public static Fault? EnvelopeFaultOf(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object
            ? Contract.Envelopes[KindOf(message)].FaultOf(message, "$")
            : new("$", "one object", message);

    private static MessageKind KindOf(JsonElement message) =>
        message.TryGetProperty("method", out _)
            ? message.TryGetProperty("id", out _)
                ? MessageKind.Request
                : MessageKind.Notification
            : message.TryGetProperty("error", out _)
                ? MessageKind.Error
                : MessageKind.Result;

    private Fault? FaultOfRequest(JsonElement message) =>
        lsp is null ? new("$", "no request: the plain front asks nothing", message) : lsp.FaultOfRequest(message);

    private Fault? FaultOfNotification(JsonElement message)
    {
        var method = message.GetProperty("method").GetString()!;
        var bare = BareName(method);
        return bare is not null && Contract.Notifications.TryGetValue(bare, out var shape) ? LspServerMessages.FaultOfParams(shape, message)
            : lsp is not null ? lsp.FaultOfNotification(message, Sent)
            : method == "$/progress" ? LspServerMessages.FaultOfProgress(message, Sent)
            : new("$.method", $"one of {string.Join(", ", Contract.Notifications.Keys.Order())}", message.GetProperty("method"));
    }

    private Fault? FaultOfError(JsonElement id, JsonElement error)
    {
        var asked = Sent.OpenUnder(id);
        if (asked.Count > 0)
        {
            Sent.Close(id, asked[^1]); // of two requests under one id it is the second that is refused
        }

        return id.ValueKind != JsonValueKind.Null && asked.Count == 0 ? new("$.id", "the id of an open request", id)
            : !Contract.Errors.TryGetValue(error.GetProperty("code").GetInt32(), out var shape)
                ? new("$.error.code", $"one of {string.Join(", ", Contract.Errors.Keys.Order())}", error.GetProperty("code"))
            : shape.FaultOf(error, "$.error");
    }

    private Fault? FaultOfResult(JsonElement id, JsonElement result)
    {
        var asked = Sent.OpenUnder(id);
        Fault? first = null;
        foreach (var request in asked)
        {
            var fault = FaultOfResult(request, result);
            if (fault is null)
            {
                Sent.Close(id, request);
                return null;
            }

            first ??= fault;
        }

        return first ?? new("$.id", "the id of an open request", id);
    }

    private Fault? FaultOfResult(SentRequest request, JsonElement result)
    {
        if (request.AsksAPerson && result.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var bare = request.Command is { } command ? CommandOf(command) : BareName(request.Method ?? "") ?? (isLsp ? request.Method : null);
        var shapes = isLsp ? Contract.Requests : Contract.PlainRequests;
        return bare is not null && shapes.TryGetValue(bare, out var shape) ? shape.FaultOf(result, "$.result")
            : lsp is not null ? lsp.FaultOfResult(request, result)
            : new("$", $"an error: the front has no method {request.Method}", result);
    }

    /// <summary>A method's or a notification's name in the contract; null if it is not the front's name of one.</summary>
    private string? BareName(string method) =>
        !isLsp ? method
        : method.StartsWith("shim/", StringComparison.Ordinal) ? method[5..]
        : null;

    private static string? CommandOf(string command) =>
        command.StartsWith("shim.use.", StringComparison.Ordinal) ? "switchModel"
        : command.StartsWith("shim.", StringComparison.Ordinal) ? command[5..]
        : null;
}
