using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using ShimLsp.Server.Hosting.Gateways;
using ShimLsp.Server.Tests.Cli;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Operations;

/// <summary>What tests do with gateways that are processes.</summary>
internal static class GatewayProcess
{
    /// <summary>Reads what a gateway prints when it listens.</summary>
    public static async Task<GatewayStarted> StartedAsync(this Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(ShimClient.Limit);
        return Started(line ?? await process.StandardError.ReadToEndAsync());
    }

    /// <summary>What a command line of <c>gateway --background</c> printed.</summary>
    public static GatewayStarted Started(string line)
    {
        var json = JsonElement.Parse(line);
        return new(json.Text("url")!, json.Text("token")!, json.Text("page")!);
    }

    /// <summary>Runs a command as a process, to its end and that of its output.</summary>
    public static async Task<CommandRun> RunProcess(this Person person, params string[] arguments)
    {
        using var process = person.Start(arguments);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        return new(process.ExitCode, await output.WaitAsync(ShimClient.Limit), await error.WaitAsync(ShimClient.Limit));
    }

    /// <summary>A client with a gateway's token.</summary>
    public static HttpClient Connect(this GatewayStarted started, string? token = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(started.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? started.Token);
        return client;
    }

    /// <summary>Which gateway answers at an address.</summary>
    public static async Task<string> InstanceAsync(this GatewayStarted started)
    {
        using var client = new HttpClient();
        return JsonElement.Parse(await client.GetStringAsync(new Uri($"{started.Url}/health"))).Text("instance")!;
    }
}
