using System.Text.Json;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways.Handover;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>A gateway that is registered and whose process runs.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Answers">Whether it answers. It may hang, or its number may be another process's by now.</param>
internal sealed record FoundGateway(RegisteredGateway Gateway, bool Answers);

/// <summary>The gateways of the person that run now. A file that a dead process left is removed.</summary>
/// <param name="host">The machine.</param>
internal sealed class RunningGateways(HostEnvironment host)
{
    /// <summary>The largest file of a registration.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    private readonly StateFiles files = new(host, MostBytes);

    /// <summary>Those that answer as the one that is registered, the newest first.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<RegisteredGateway>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await LookAsync(cancellationToken).ConfigureAwait(false)).Where(found => found.Answers).Select(found => found.Gateway)];

    /// <summary>The newest one that was started for a workspace and lasts; null if none runs.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<FoundGateway?> FindLastingAsync(FolderPath folder, CancellationToken cancellationToken) =>
        (await FindAllAsync(folder, cancellationToken).ConfigureAwait(false)).FirstOrDefault(found => !found.Gateway.IsOfRun);

    /// <summary>The newest one that was started for a workspace; null if none runs.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<FoundGateway?> FindAsync(FolderPath folder, CancellationToken cancellationToken) =>
        (await FindAllAsync(folder, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    // Those that answer come first.
    private async Task<IEnumerable<FoundGateway>> FindAllAsync(FolderPath folder, CancellationToken cancellationToken) =>
        (await LookAsync(cancellationToken).ConfigureAwait(false))
            .Where(found => FolderPath.Of(found.Gateway.Folder).Real().Equals(folder.Real()))
            .OrderByDescending(found => found.Answers);

    private async Task<IReadOnlyList<FoundGateway>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<FoundGateway>();
        foreach (var path in Paths())
        {
            if (Read(path) is not { } gateway || !RunningProcess.IsAlive(gateway.Pid))
            {
                Remove(path);
                Remove(HandoverOffer.PathOf(host, Path.GetFileNameWithoutExtension(path)));
            }
            else
            {
                found.Add(new(gateway, await AnswersAsync(gateway, cancellationToken).ConfigureAwait(false)));
            }
        }

        return [.. found.OrderByDescending(one => one.Gateway.Started)];
    }

    /// <summary>Removes a registration, if it is there.</summary>
    /// <param name="path">Its file; null for none.</param>
    internal static void Remove(string? path)
    {
        try
        {
            if (path is not null)
            {
                File.Delete(path);
            }
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // Another reader notices that the process is gone, too.
        }
    }

    private string[] Paths()
    {
        try
        {
            return files.PathOf("gateway", GatewayRegistration.Folder) is { } folder && Directory.Exists(folder)
                ? Directory.GetFiles(folder, "*.json")
                : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private RegisteredGateway? Read(string path)
    {
        try
        {
            return
                files.Read(path) is FileRead.Content file
                && JsonSerializer.Deserialize(file.Bytes, RegisteredGatewayJson.Default.RegisteredGateway)
                    is { Url: not null, Instance: not null, Folder: { } folder } gateway
                && Path.IsPathFullyQualified(folder)
                ? gateway
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Another process may have the number or the port of a dead one. It cannot know the instance.
    private static async Task<bool> AnswersAsync(RegisteredGateway gateway, CancellationToken cancellationToken)
    {
        try
        {
            using var client = GatewayClient.Connect(gateway.Url, LongestAnswer);
            using var answer = await JsonDocument
                .ParseAsync(
                    await client.GetStreamAsync(new Uri("/health", UriKind.Relative), cancellationToken).ConfigureAwait(false),
                    cancellationToken: cancellationToken
                )
                .ConfigureAwait(false);
            return answer.RootElement.GetProperty("instance").GetString() == gateway.Instance;
        }
        catch (Exception other)
            when (other is HttpRequestException or JsonException or InvalidOperationException or KeyNotFoundException
                || (other is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return false;
        }
    }
}
