using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>Checks the messages that LSP lets a server send: which, when, with what content, and to which client.</summary>
internal sealed class LspServerMessages
{
    private static readonly LspModel Model = LspModel.Instance;
    private static readonly ShimContract Contract = ShimContract.Instance;

    private readonly HashSet<string> registered = []; // ids, in force

    private JsonElement? capabilities; // of the client; null until its initialize is answered

    /// <summary>A result of LSP's own methods.</summary>
    public Fault? FaultOfResult(SentRequest asked, JsonElement result)
    {
        var method = asked.Method;
        if (method is not null && Model.Notifications.ContainsKey(method))
        {
            return Primitives.All["null"].FaultOf(result, "$.result"); // sent with an id, which LSP does not foresee and JSON-RPC answers
        }

        if (method is null || !Model.Requests.TryGetValue(method, out var request) || !request.GoesTo("Server"))
        {
            return new("$", $"an error: LSP's clients send no request {method}", result);
        }

        if (method == "initialize")
        {
            capabilities = asked.Params.At("capabilities");
        }

        return request.Result!.FaultOf(result, "$.result");
    }

    public Fault? FaultOfRequest(JsonElement message) =>
        FaultOfMessage(message, Model.Requests.GetValueOrDefault(message.GetProperty("method").GetString()!))
        ?? message.Text("method") switch
        {
            "client/registerCapability" => FaultOfRegistrations(message.GetProperty("params")),
            "client/unregisterCapability" => FaultOfUnregistrations(message.GetProperty("params")),
            _ => null,
        };

    public Fault? FaultOfNotification(JsonElement message, SentRequests sent) =>
        FaultOfMessage(message, Model.Notifications.GetValueOrDefault(message.GetProperty("method").GetString()!))
        ?? (message.GetProperty("method").ValueEquals("$/progress") ? FaultOfProgress(message, sent) : null);

    /// <summary>Progress goes to a token that the client gave; it is the plain front's too.</summary>
    public static Fault? FaultOfProgress(JsonElement message, SentRequests sent)
    {
        if (FaultOfParams(Model.Notifications["$/progress"].Params, message) is { } fault)
        {
            return fault;
        }

        var parameters = message.GetProperty("params");
        if (sent.AwaitsPieces(parameters.GetProperty("token")))
        {
            return Contract.ChatDelta.FaultOf(parameters.GetProperty("value"), "$.params.value");
        }

        return sent.Gave(parameters.GetProperty("token"))
            ? Model.Progress.FaultOf(parameters.GetProperty("value"), "$.params.value")
            : new("$.params.token", "a token that the client gave", parameters.GetProperty("token"));
    }

    public static Fault? FaultOfParams(Shape? shape, JsonElement message) =>
        (shape, message.TryGetProperty("params", out var parameters)) switch
        {
            (null, true) => new("$.params", "no parameters", parameters),
            (null, false) => null,
            _ => shape!.FaultOf(parameters, "$.params"),
        };

    private Fault? FaultOfMessage(JsonElement message, LspMessage? known)
    {
        var method = message.GetProperty("method");
        var name = method.GetString()!;
        return known is null || !known.GoesTo("Client") ? new("$.method", "what LSP lets a server say", method)
            : !Contract.Lsp.Contains(name)
                ? new("$.method", $"one of {string.Join(", ", Contract.Lsp.Order())}: what shim.json says that the server says", method)
            : capabilities is null ? new("$.method", "nothing before initialize is answered", method)
            : Needs(known) is { } capability && !Can(capability) ? new("$.method", $"a client that can {capability}", method)
            : FaultOfParams(known.Params, message);
    }

    private bool Can(string capability) =>
        capabilities!.Value.At(capability).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False);

    // This capability says how a question may look, not whether it may be asked.
    private static string? Needs(LspMessage message) => message.ClientCapability == "window.showMessage" ? null : message.ClientCapability;

    private Fault? FaultOfRegistrations(JsonElement parameters)
    {
        var i = 0;
        foreach (var registration in parameters.GetProperty("registrations").EnumerateArray())
        {
            var path = $"$.params.registrations[{i++}]";
            var method = registration.GetProperty("method").GetString()!;
            var message = Model.Requests.GetValueOrDefault(method) ?? Model.Notifications.GetValueOrDefault(method);
            var options = registration.TryGetProperty("registerOptions", out var given) ? given : JsonElement.Parse("{}");
            if (!Model.Registrations.TryGetValue(method, out var shape) || message is null)
            {
                return new($"{path}.method", "a method that can be registered", registration.GetProperty("method"));
            }

            if (!Can($"{message.ClientCapability}.dynamicRegistration"))
            {
                return new(
                    $"{path}.method",
                    $"a client that can {message.ClientCapability}.dynamicRegistration",
                    registration.GetProperty("method")
                );
            }

            if (shape.FaultOf(options, $"{path}.registerOptions") is { } fault)
            {
                return fault;
            }

            if (!registered.Add(registration.Text("id")!))
            {
                return new($"{path}.id", "an id that is not in force", registration.GetProperty("id"));
            }
        }

        return null;
    }

    private Fault? FaultOfUnregistrations(JsonElement parameters)
    {
        var i = 0;
        foreach (var one in parameters.GetProperty("unregisterations").EnumerateArray())
        {
            if (!registered.Remove(one.Text("id")!))
            {
                return new($"$.params.unregisterations[{i}].id", "an id that is in force", one.GetProperty("id"));
            }

            i++;
        }

        return null;
    }
}
