using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace ShimLsp.Soak.Shared.Redis;

/// <summary>
/// A real Redis, or another program that speaks its protocol, on a free port. A shell holds it, and kills it when the soak is gone, however
/// the soak ends.
/// </summary>
internal sealed class RedisServer : IDisposable
{
    private const string Holder = "\"$@\" >\"$0\" 2>&1 & echo $!; cat >/dev/null; kill -9 $! 2>/dev/null";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private readonly RedisProgram program;
    private readonly string folder;
    private readonly string[] more;
    private Process? holder;

    private RedisServer(RedisProgram program, string folder, string host, int port, string[] more) =>
        (this.program, this.folder, Host, Port, this.more) = (program, folder, host, port, more);

    /// <summary>Where it listens.</summary>
    public string Host { get; }

    /// <summary>Its port, the same after a new start.</summary>
    public int Port { get; }

    /// <summary>Its process.</summary>
    public int Id { get; private set; }

    /// <summary>Starts one, and waits until it answers.</summary>
    /// <param name="program">Which.</param>
    /// <param name="root">Where it has a folder of its own.</param>
    /// <param name="more">More arguments.</param>
    /// <param name="host">Its address.</param>
    public static async Task<RedisServer> StartAsync(RedisProgram program, string root, string[]? more = null, string host = "127.0.0.1")
    {
        var port = SystemProcess.FreePort();
        var folder = Directory.CreateDirectory(Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"redis-{port}"))).FullName;
        var server = new RedisServer(program, folder, host, port, more ?? []);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts a Sentinel.</summary>
    /// <param name="program">Redis.</param>
    /// <param name="root">Where it has a folder of its own.</param>
    /// <param name="file">Its configuration, which it rewrites.</param>
    public static Task<RedisServer> StartSentinelAsync(RedisProgram program, string root, string file) =>
        StartAsync(program with { Configuration = file }, root);

    /// <summary>Starts it again, empty, on its port.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", Holder, Path.Combine(folder, "log"), .. program.Line(Host, Port, folder), .. more]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        holder = Process.Start(start)!;
        Id = int.Parse((await holder.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        using var patience = new CancellationTokenSource(LongestStart);
        while (!await AnswersAsync(patience.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Kills it at once. What it held is lost.</summary>
    public async Task KillAsync()
    {
        await SystemProcess.SignalAsync(Id, "KILL");
        holder?.StandardInput.Close();
        await (holder?.WaitForExitAsync() ?? Task.CompletedTask);
        holder?.Dispose();
        holder = null;
    }

    /// <summary>Stops it in its tracks; its connections stay open.</summary>
    public Task PauseAsync() => SystemProcess.SignalAsync(Id, "STOP");

    /// <summary>Lets it go on.</summary>
    public Task ContinueAsync() => SystemProcess.SignalAsync(Id, "CONT");

    /// <summary>A connection to it.</summary>
    public Task<RespClient> ConnectAsync(CancellationToken end) => RespClient.ConnectAsync(Host, Port, end);

    /// <summary>Gives it one command.</summary>
    /// <param name="words">The command.</param>
    public async Task<RespValue> AskAsync(params string[] words)
    {
        using var patience = new CancellationTokenSource(LongestStart);
        using var client = await ConnectAsync(patience.Token);
        return await client.AskAsync(patience.Token, words);
    }

    public void Dispose()
    {
        if (holder is not null)
        {
            holder.StandardInput.Close();
            holder.WaitForExit(TimeSpan.FromSeconds(5));
            holder.Dispose();
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken end)
    {
        try
        {
            using var client = await ConnectAsync(end);
            return (await client.AskAsync(end, "PING")).Text == "PONG";
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return holder!.HasExited
                ? throw new IOException($"{program.Path} ended: {File.ReadAllText(Path.Combine(folder, "log"))}")
                : false;
        }
    }
}
