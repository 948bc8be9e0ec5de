using System.CommandLine;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>The argument that names a client.</summary>
internal static class ClientArgument
{
    /// <summary>Makes it. Its validator refuses every name that is not in <see cref="ClientTable"/>.</summary>
    public static Argument<string> Create()
    {
        var names = string.Join(", ", ClientTable.All.Select(client => client.Name));
        var argument = new Argument<string>("CLIENT") { Description = $"One of {names}.", HelpName = "CLIENT" };
        argument.CompletionSources.Add([.. ClientTable.All.Select(client => client.Name)]);
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "gemini" }])
            {
                result.AddError($"Gemini CLI cannot use the gateway: it speaks Google's own API alone. Known: {names}.");
            }
            else if (result.Tokens is [{ Value: var written }] && ClientTable.Find(written) is null)
            {
                var nearest = NearestNames.Of(written, ClientTable.All.Select(client => client.Name));
                result.AddError(
                    nearest is [var first, ..]
                        ? $"Unknown client '{written}'. Did you mean {first}?"
                        : $"Unknown client '{written}'. Known: {names}."
                );
            }
        });
        return argument;
    }
}
