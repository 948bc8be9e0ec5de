using System.CommandLine;
using System.CommandLine.Parsing;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli.Gateway;

/// <summary>The result of <c>gateway token</c>.</summary>
/// <param name="Token">The new token; null if tokens were ended.</param>
/// <param name="Revoked">How many tokens ended; null if one was made.</param>
internal sealed record TokenOutput(string? Token, int? Revoked = null);

/// <summary><c>gateway token</c>: makes a token for a workspace, also while a gateway runs.</summary>
internal static class TokenCommand
{
    private const int LongestName = 64;

    public static Command Create(CommandContext context)
    {
        var folder = SharedOptions.Folder(context.Host);
        var tenant = new Option<string>("--tenant")
        {
            Description = "Whose token it is. Each tenant has sessions of its own.",
            HelpName = "NAME",
            DefaultValueFactory = _ => GatewayHost.LocalTenant,
        };
        tenant.Validators.Add(MustBeAName);
        var revoke = SharedOptions.Flag("--revoke", "End every token of this tenant and workspace instead.");
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("token", "Make a token for the gateway. It is shown once and stored as a hash.")
        {
            Examples = """
                shim-lsp gateway token                      for the working directory
                shim-lsp gateway token --tenant ci --json   { "token": "shim_..." }
                """,
            Options = { folder, tenant, revoke, json },
        };
        command.SetAction(parsed =>
        {
            var store = new TokenStore(context.Host);
            var workspace = SharedOptions.FolderOf(parsed.GetValue(folder), context.Host);
            var name = parsed.GetRequiredValue(tenant);
            var asJson = parsed.GetValue(json);
            var (count, token, why) = (0, (string?)null, (string?)null);
            if (parsed.GetValue(revoke))
            {
                (count, why) = store.RemoveAll(name, workspace);
            }
            else
            {
                (token, why) = store.Make(name, workspace);
            }

            if (why is not null)
            {
                return Failure.Of($"The tokens could not be saved: {why}.").Tell(context.Terminal, asJson);
            }

            if (asJson)
            {
                JsonOutput.Write(context.Terminal.Out, new TokenOutput(token, token is null ? count : null), CliJson.Default.TokenOutput);
            }
            else
            {
                context.Terminal.WriteLine(token ?? $"{count} {(count == 1 ? "token" : "tokens")} of {name} for {workspace} ended.");
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void MustBeAName(OptionResult result)
    {
        if (
            result.Tokens is [{ Value: var name }]
            && !(
                name.Length is > 0 and <= LongestName
                && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_')
            )
        )
        {
            result.AddError("--tenant takes letters, digits, dots, hyphens and underscores, at most 64.");
        }
    }
}
