using System.Text.Json;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Gateway.Api;

/// <summary>Serves a method of the contract over HTTP, with the fields that it has over JSON-RPC.</summary>
internal static class ApiHandler
{
    /// <summary>A method without a body.</summary>
    /// <param name="method">The method.</param>
    public static Func<GatewayCall, Task> Of<TParams, TResult>(Query<TParams, TResult> method)
        where TParams : class => call => WriteAsync(call, method, method.Handler(call.Session.Contract)(null));

    /// <summary>A method that changes state; its parameters are the body.</summary>
    /// <param name="method">The method.</param>
    public static Func<GatewayCall, Task> Of<TParams, TResult>(Mutation<TParams, TResult> method)
        where TParams : class =>
        async call =>
        {
            using var body = await RequestBody.ReadAsync(call.Http).ConfigureAwait(false);
            await PoolThread.EnterAsync().ConfigureAwait(false); // it may write files
            var result = method.Handler(call.Session.Contract)(Read(method, body.Root));
            await call.Session.ToldAsync().ConfigureAwait(false); // other gateways know it before the client does
            await WriteAsync(call, method, result).ConfigureAwait(false);
        };

    /// <summary>A method that waits; its parameters are the body.</summary>
    /// <param name="method">The method.</param>
    public static Func<GatewayCall, Task> Of<TParams, TResult>(SlowQuery<TParams, TResult> method)
        where TParams : class =>
        async call =>
        {
            using var body = await RequestBody.ReadAsync(call.Http).ConfigureAwait(false);
            var result = await method.Handler(call.Session.Contract)(Read(method, body.Root), call.Gone).ConfigureAwait(false);
            await WriteAsync(call, method, result).ConfigureAwait(false);
        };

    private static TParams? Read<TParams, TResult>(ContractMethod<TParams, TResult> method, JsonElement body)
        where TParams : class
    {
        var type = method.Takes(WireJson.Default);
        try
        {
            return body.Deserialize(type);
        }
        catch (JsonException wrong)
        {
            throw ContractErrors.WrongType(wrong, type);
        }
    }

    private static async Task WriteAsync<TParams, TResult>(GatewayCall call, ContractMethod<TParams, TResult> method, TResult result)
        where TParams : class
    {
        var response = call.Http.Response;
        response.ContentType = "application/json";
        await response.StartAsync(call.Gone).ConfigureAwait(false);
        // Not SerializeAsync: one use of it brings a state machine for each type that is ever serialized into the binary.
        var json = new Utf8JsonWriter(response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            JsonSerializer.Serialize(json, result, method.Gives(WireJson.Default));
        }

        await response.BodyWriter.FlushAsync(call.Gone).ConfigureAwait(false);
    }
}
