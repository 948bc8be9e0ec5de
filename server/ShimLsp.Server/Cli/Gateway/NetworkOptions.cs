using System.CommandLine;
using System.CommandLine.Parsing;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli.Gateway;

/// <summary>The options of a gateway that other machines are to reach.</summary>
internal sealed class NetworkOptions
{
    private readonly Option<string?> listen = new("--listen")
    {
        Description = "Listen on this address. Other machines can reach it only with TLS, or behind a proxy.",
        HelpName = "ADDRESS",
    };

    private readonly Option<string?> certificate = new("--tls-cert") { Description = "The certificate, in PEM.", HelpName = "FILE" };

    private readonly Option<string?> key = new("--tls-key") { Description = "The certificate's key, in PEM.", HelpName = "FILE" };

    private readonly Option<bool> behindProxy = SharedOptions.Flag("--behind-proxy", "A proxy in front adds TLS.");

    private readonly Option<string[]> names = new("--host")
    {
        Description = "A name by which clients call the gateway; may be repeated.",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
    };

    public NetworkOptions() => listen.Validators.Add(MustBeAnAddress);

    /// <summary>Gives a command these options.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(listen);
        command.Options.Add(certificate);
        command.Options.Add(key);
        command.Options.Add(behindProxy);
        command.Options.Add(names);
    }

    /// <summary>Where a command line says to listen.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="port">The port.</param>
    /// <returns>Where; or what is wrong, as a sentence.</returns>
    public (GatewayAddress? Address, string? Wrong) Read(ParseResult parsed, int port)
    {
        var address = GatewayAddress.Of(parsed.GetValue(listen), port)!;
        var (cert, secret) = (parsed.GetValue(certificate), parsed.GetValue(key));
        if ((cert is null) != (secret is null))
        {
            return (null, "Give --tls-cert and --tls-key together.");
        }

        if (!address.IsLocal && cert is null && !parsed.GetValue(behindProxy))
        {
            return (null, "Other machines could read the tokens. Add --tls-cert and --tls-key, or --behind-proxy if a proxy adds TLS.");
        }

        return cert is null ? (address, null) : address.WithTls(cert, secret!);
    }

    /// <summary>The names by which clients call the gateway.</summary>
    /// <param name="parsed">The command line.</param>
    public IReadOnlyList<string> NamesIn(ParseResult parsed) => parsed.GetValue(names) ?? [];

    private static void MustBeAnAddress(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && GatewayAddress.Of(text, port: 0) is null)
        {
            result.AddError("--listen takes an address of this machine, such as 127.0.0.1, ::1 or 0.0.0.0.");
        }
    }
}
