using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ShimLsp.Server.Cli.Clients;
using ShimLsp.Server.Cli.Run;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli.Connect;

/// <summary>Connects one client, or undoes it. Each method returns why it failed; null if it did not.</summary>
/// <param name="context">What commands work with.</param>
/// <param name="client">The client.</param>
/// <param name="folder">The workspace that its tasks belong to.</param>
internal sealed class ConnectWork(CommandContext context, IClient client, FolderPath folder)
{
    private const string HiddenToken = "<a token>";

    private readonly Connection connection = new(client.Name, context.Host);

    /// <summary>Connects it. A connection that is there already is undone before.</summary>
    /// <param name="port">The gateway's port.</param>
    /// <param name="models">The option <c>--models</c>; null without it.</param>
    public Failure? Connect(int port, string? models)
    {
        if (connection.Read() is { } old)
        {
            TakeBack(old);
        }

        var store = new TokenStore(context.Host);
        if (store.Make(GatewayHost.LocalTenant, folder) is not { Token: { } token })
        {
            return Failure.Of("A token could not be saved. What to do: shim-lsp doctor");
        }

        var gateway = Gateway(port, token, models);
        if (Files(gateway) is not { } files)
        {
            store.Remove(token);
            return EnvironmentOnly();
        }

        var prepared = files.Select(ConnectedFiles.Prepare).ToImmutableArray();
        if (connection.Store(token, new([.. prepared.Select(file => file.Record)])) is { } why)
        {
            store.Remove(token);
            return Failure.Of($"What was there before could not be saved, so nothing was changed: {why}.");
        }

        foreach (var (record, bytes) in prepared)
        {
            WholeFile.Put(record.Path, bytes, Audience.Owner, overwrite: true); // a token may be in it
            Prose.Write(context.Terminal, "", $"Wrote {record.Path}", Tone.Good);
        }

        Prose.Write(context.Terminal, "", $"{client.Title} now uses the gateway at {gateway.Url}, for the workspace {folder}.");
        Prose.Write(context.Terminal, "", $"Start it: shim-lsp gateway{(port == 8765 ? "" : $" --port {Number(port)}")}");
        Prose.Write(context.Terminal, "", $"Restore {client.Title}: shim-lsp connect {client.Name} --undo");
        return null;
    }

    /// <summary>Shows what would be written.</summary>
    /// <param name="port">The gateway's port.</param>
    /// <param name="models">The option <c>--models</c>; null without it.</param>
    public Failure? Print(int port, string? models)
    {
        var gateway = Gateway(port, HiddenToken, models);
        if (Files(gateway) is not { } files)
        {
            foreach (var line in Exports(gateway))
            {
                context.Terminal.WriteLine(line);
            }

            return null;
        }

        foreach (var (record, bytes) in files.Select(ConnectedFiles.Prepare))
        {
            context.Terminal.WriteLine(record.Path, Tone.Strong);
            if (record.Before is null)
            {
                Lines("+", bytes, Tone.Good); // as it will be: its changes have the order in which they were made
                continue;
            }

            foreach (var change in record.Changes)
            {
                Lines("-", change.Old, Tone.Bad);
                Lines("+", change.New, Tone.Good);
            }
        }

        return null;
    }

    /// <summary>Restores the client's configuration.</summary>
    public Failure? Undo()
    {
        if (connection.Read() is not { } record)
        {
            return Failure.Of($"{client.Title} is not connected.");
        }

        TakeBack(record);
        foreach (var file in record.Files)
        {
            Prose.Write(context.Terminal, "", $"Restored {file.Path}", Tone.Good);
        }

        return null;
    }

    private void TakeBack(ConnectRecord record)
    {
        ConnectedFiles.Undo(record.Files);
        if (connection.Token is { } token)
        {
            new TokenStore(context.Host).Remove(token);
        }

        connection.Forget();
    }

    private ClientGateway Gateway(int port, string token, string? models)
    {
        using var session = new OneShot(context, folder, models);
        return new()
        {
            Url = $"http://127.0.0.1:{Number(port)}",
            Token = token,
            TokenFile = connection.TokenFile,
            Models = Offer.Of(session.Contract.ListModels()),
            Folder = "",
        };
    }

    private ImmutableArray<ConfigFile>? Files(ClientGateway gateway) =>
        client.ConnectTo(gateway, context.Host) is { IsEmpty: false } files ? files : null;

    private Failure EnvironmentOnly() =>
        Failure.Of(
            $"{client.Title} has no file for this. Run it with: shim-lsp run {client.Name}. "
                + $"Or set its variables yourself: shim-lsp connect {client.Name} --print"
        );

    private IEnumerable<string> Exports(ClientGateway gateway) =>
        client
            .LaunchWith(gateway)
            .Environment.Where(variable => variable.Value is not null)
            .Select(variable => $"export {variable.Key}={ShellWord.Of(variable.Value!)}");

    private void Lines(string mark, byte[] text, Tone tone)
    {
        foreach (var line in Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            context.Terminal.WriteLine($"{mark} {line}", tone);
        }
    }

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}
