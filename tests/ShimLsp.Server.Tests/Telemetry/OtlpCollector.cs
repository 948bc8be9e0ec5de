using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Telemetry;

/// <summary>A collector of OpenTelemetry on a free port: Kestrel, which takes what comes and answers by a script.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpResponse, CancellationToken, Task>> script = new();
    private readonly ConcurrentQueue<OtlpRequest> requests = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly WebApplication application;

    private OtlpCollector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        application = builder.Build();
        application.Run(AnswerAsync);
    }

    public string Url { get; private set; } = "";

    public IReadOnlyList<OtlpRequest> Requests => [.. requests];

    public IReadOnlyList<OtlpRequest> Metrics => [.. requests.Where(one => one.Path == "/v1/metrics")];

    public IReadOnlyList<OtlpSpan> Spans => [.. requests.Where(one => one.Path == "/v1/traces").SelectMany(one => one.Spans)];

    public static async Task<OtlpCollector> StartAsync()
    {
        var collector = new OtlpCollector();
        await collector.application.StartAsync();
        collector.Url = collector
            .application.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        return collector;
    }

    /// <summary>The next request gets this status.</summary>
    public void Answers(int status, string? retryAfter = null) =>
        script.Enqueue(
            (response, _) =>
            {
                response.StatusCode = status;
                if (retryAfter is not null)
                {
                    response.Headers.RetryAfter = retryAfter;
                }

                return Task.CompletedTask;
            }
        );

    /// <summary>The next request gets no answer.</summary>
    public void Hangs() => script.Enqueue((_, gone) => Task.Delay(Timeout.Infinite, gone).ContinueWith(_ => { }, TaskScheduler.Default));

    /// <summary>Waits for one more request.</summary>
    public async Task NextAsync() => (await arrived.WaitAsync(ShimClient.Limit)).Should().BeTrue();

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        arrived.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var isCompressed = context.Request.Headers.ContentEncoding == "gzip";
        await (isCompressed ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body).CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        requests.Enqueue(new(context.Request.Path, headers, body.ToArray()));
        arrived.Release();
        if (script.TryDequeue(out var answer))
        {
            await answer(context.Response, context.RequestAborted);
        }
    }
}
