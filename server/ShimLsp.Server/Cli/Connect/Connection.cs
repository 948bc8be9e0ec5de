using System.Text;
using System.Text.Json;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Connect;

/// <summary>What <c>connect</c> keeps of a client in the state folder: its token, and what was changed.</summary>
/// <param name="client">The client's name.</param>
/// <param name="host">The machine.</param>
internal sealed class Connection(string client, HostEnvironment host)
{
    private const int MostBytes = 64 << 20;

    private readonly StateFiles files = new(host, MostBytes);

    /// <summary>The file with the token, for clients that can read one; null if there is no state folder.</summary>
    public string? TokenFile => files.PathOf("connect", $"{client}.token");

    private string? RecordFile => files.PathOf("connect", $"{client}.json");

    /// <summary>The token; null for none.</summary>
    public string? Token => files.Read(TokenFile) is FileRead.Content { Bytes: var bytes } ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>What was changed; null if the client is not connected.</summary>
    public ConnectRecord? Read()
    {
        try
        {
            return files.Read(RecordFile) is FileRead.Content { Bytes: var bytes }
                ? JsonSerializer.Deserialize(bytes, ConnectRecordJson.Default.ConnectRecord)
                : null;
        }
        catch (JsonException)
        {
            return null; // not ours
        }
    }

    /// <summary>Stores both.</summary>
    /// <param name="token">The token.</param>
    /// <param name="record">What is about to be changed.</param>
    /// <returns>Why they could not be stored, as the end of a sentence; null if they were.</returns>
    public string? Store(string token, ConnectRecord record) =>
        files.Change(TokenFile, _ => Encoding.UTF8.GetBytes(token))
        ?? files.Change(RecordFile, _ => JsonSerializer.SerializeToUtf8Bytes(record, ConnectRecordJson.Default.ConnectRecord));

    /// <summary>Forgets both.</summary>
    public void Forget()
    {
        foreach (var file in (string?[])[RecordFile, TokenFile])
        {
            if (file is not null)
            {
                File.Delete(file);
            }
        }
    }
}
