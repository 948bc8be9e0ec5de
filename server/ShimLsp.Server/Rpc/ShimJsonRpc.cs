using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Rpc;

/// <summary>
/// JsonRpc with the contract's errors. Calls start in the order of their messages and one at a time up to their first wait, which is what
/// makes a synchronous method take effect before any later message starts.
/// </summary>
internal sealed partial class ShimJsonRpc : JsonRpc
{
    private const string InternalError = "Internal error. See the server's log.";

    private readonly ShimMessageHandler handler;
    private readonly ILogger logger;
    private readonly Dictionary<string, LateMethod> late = []; // after the start, of the reader of messages
    private readonly Lock describing = new();
    private readonly Dictionary<string, JsonTypeInfo?> parameters = [];
    private long lastRequest;
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ShimJsonRpc(ShimMessageHandler handler, ILogger logger)
        : base(handler)
    {
        (this.handler, this.logger) = (handler, logger);
        SynchronizationContext = handler.Starts;
        handler.BeforeCall = AddCalled;
        AllowModificationWhileListening = true;
        CancelLocallyInvokedMethodsWhenConnectionIsClosed = true;
    }

    /// <summary>Completes when the first answer is on its way.</summary>
    public Task Answered => answered.Task;

    /// <summary>The names of the methods that were added and not called yet: of all, before the start.</summary>
    public IReadOnlyCollection<string> Uncalled => late.Keys;

    /// <summary>
    /// Adds a method under one or more names; it takes one parameter object. JsonRpc learns of it when it is first called: to describe
    /// every method of a front takes longer than many a session needs for all that it calls.
    /// </summary>
    /// <typeparam name="T">Declares the method. Its parameters have default values, so that <c>params</c> may be absent.</typeparam>
    /// <param name="target">What it is called on.</param>
    /// <param name="method">The method's name in the code.</param>
    /// <param name="names">Its names on the wire.</param>
    public void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>(
        T target,
        string method,
        params ReadOnlySpan<string> names
    )
        where T : class
    {
        var one = new LateMethod(typeof(T), target, method);
        foreach (var name in names)
        {
            late[name] = one;
        }
    }

    /// <summary>
    /// Likewise, for what is not added at the start of a server: to find a delegate's method the runtime looks through all methods of the
    /// program.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="name">Its name on the wire.</param>
    public void AddHandler(Delegate method, string name) => Add(method.Method, method.Target, name);

    private void AddCalled(string name)
    {
        if (late.Remove(name, out var called))
        {
            var method = called.Find();
            Add(method, method.IsStatic ? null : called.Target, name);
        }
    }

    private void Add(MethodInfo method, object? target, string name)
    {
        var type = method.GetParameters() is [var first, ..] ? WireJson.Default.GetTypeInfo(first.ParameterType) : null;
        lock (describing)
        {
            parameters[name] = type;
        }

        AddLocalRpcMethod(method, target, new JsonRpcMethodAttribute(name) { UseSingleObjectParameterDeserialization = true });
    }

    /// <inheritdoc/>
    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception)
    {
        switch (exception)
        {
            case ContractException refused:
                return refused.Error.ToRpc();

            case JsonException wrongType:
                return ContractErrors.WrongType(wrongType, ParametersOf(request.Method ?? "")).Error.ToRpc();

            case IOException when handler.IsOutputBroken:
                // Not the method failed but its answer, because the client is gone. Nobody reads this error either.
                return new() { Code = JsonRpcErrorCode.InternalError, Message = InternalError };

            default:
                // The exception's type says what broke. Its message might contain a piece of a prompt.
                LogInternalError(request.Method, exception.GetType().Name);
                return new() { Code = JsonRpcErrorCode.InternalError, Message = InternalError };
        }
    }

    /// <summary>
    /// The ids of our own requests are texts: the other side's are mostly numbers, and a simple client must not take our question for the
    /// answer to its own.
    /// </summary>
    protected override RequestId CreateNewRequestId() =>
        new(string.Create(CultureInfo.InvariantCulture, $"shim-{Interlocked.Increment(ref lastRequest)}"));

    /// <summary>
    /// What the other side sends along with an error is JSON of its own. JsonRpc would read it as a type of its own, which no
    /// source-generated context knows, and end the connection over it.
    /// </summary>
    protected override Type? GetErrorDetailsDataType(JsonRpcError error) => typeof(JsonElement);

    /// <summary>
    /// JsonRpc makes some errors without asking <see cref="CreateErrorDetails"/>, and they name types of ours: parameters that fit no
    /// method, and results that cannot be written.
    /// </summary>
    protected override ValueTask SendAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        if (message is JsonRpcError { Error: { } error })
        {
            switch (error.Code)
            {
                case JsonRpcErrorCode.InvalidParams when error.Data is not JsonElement:
                    var unfit = ContractErrors.InvalidParams("params", "must be an object.").Error.ToRpc();
                    (error.Message, error.Data) = (unfit.Message, unfit.Data);
                    break;

                case JsonRpcErrorCode.ResponseSerializationFailure
                or JsonRpcErrorCode.InvocationError:
                    (error.Code, error.Message, error.Data) = (JsonRpcErrorCode.InternalError, InternalError, null);
                    break;
            }
        }

        return base.SendAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void OnResponseSent(JsonRpcMessage response)
    {
        base.OnResponseSent(response);
        answered.TrySetResult();
    }

    private JsonTypeInfo? ParametersOf(string method)
    {
        lock (describing)
        {
            return parameters.GetValueOrDefault(method);
        }
    }

    /// <summary>A method that JsonRpc does not know yet.</summary>
    private sealed class LateMethod
    {
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
        private readonly Type type;
        private readonly string method;

        public LateMethod(
            [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type,
            object target,
            string method
        )
        {
            this.type = type;
            this.method = method;
            Target = target;
        }

        public object Target { get; }

        public MethodInfo Find() => type.GetMethod(method) ?? throw new MissingMethodException(type.FullName, method);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed: {Exception}")]
    private partial void LogInternalError(string? method, string exception);
}
