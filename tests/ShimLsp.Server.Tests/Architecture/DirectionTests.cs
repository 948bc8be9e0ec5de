using NetArchTest.Rules;

namespace ShimLsp.Server.Tests.Architecture;

/// <summary>Which folder of the server may use which. A new folder needs a row here first.</summary>
public sealed class DirectionTests
{
    private static readonly string[] Folders = ["Contract", "Rpc", "Lsp", "Gateway", "Providers", "Telemetry", "Hosting", "Cli"];

    private static readonly string[] ProviderParts =
    [
        "Rules",
        "Proxies",
        "Refusals",
        "Http",
        "Replies",
        "OpenAi",
        "Anthropic",
        "Responses",
        "PassThrough",
        "Endpoints",
    ];

    [Theory]
    [InlineData("Contract", "")]
    [InlineData("Rpc", "Contract")]
    [InlineData("Lsp", "Contract Rpc")] // for framing and the peer: LSP is JSON-RPC with a lifecycle
    [InlineData("Gateway", "Contract Telemetry")]
    [InlineData("Providers", "")]
    [InlineData("Telemetry", "")]
    [InlineData("Hosting", "Contract Rpc Lsp Gateway Providers Telemetry Cli")]
    [InlineData("Cli", "Contract Hosting")]
    public void A_folder_knows_only_those_below_it(string folder, string below) =>
        Breakers(folder, [.. Folders.Except([folder, .. below.Split(' ')]).Select(Namespace)])
            .Should()
            .BeEmpty($"{folder} may know Core and {(below.Length == 0 ? "nothing" : below)} beside it");

    [Theory]
    [InlineData("Rules", "")]
    [InlineData("Proxies", "")]
    [InlineData("Refusals", "Rules")]
    [InlineData("Http", "Proxies Refusals Rules")]
    [InlineData("Replies", "Http Rules")]
    [InlineData("OpenAi", "Http Replies Rules")]
    [InlineData("Anthropic", "Http Replies Rules")]
    [InlineData("Responses", "Http OpenAi Replies Rules")]
    [InlineData("PassThrough", "Http")]
    [InlineData("Endpoints", "Http")]
    public void A_part_of_the_providers_knows_only_those_below_it(string part, string below) =>
        Breakers(
                $"Providers.{part}",
                [.. ProviderParts.Except([part, .. below.Split(' ')]).Select(other => Namespace($"Providers.{other}"))]
            )
            .Should()
            .BeEmpty("of the wire shapes only Responses knows another, and what carries them knows none");

    [Fact]
    public void The_contract_knows_no_protocol() =>
        Breakers("Contract", ["StreamJsonRpc", "Microsoft.AspNetCore", "System.Net", "System.CommandLine"])
            .Should()
            .BeEmpty("a front of any protocol can stand on it");

    [Fact]
    public void The_command_line_speaks_no_protocol_itself() =>
        Breakers("Cli", ["StreamJsonRpc"]).Should().BeEmpty("it calls the contract, or lets Hosting serve or connect");

    [Theory]
    [InlineData("Rpc")]
    [InlineData("Lsp")]
    [InlineData("Gateway")]
    public void A_front_reads_no_file_and_writes_to_no_console(string folder) =>
        Breakers(folder, ["System.IO.File", "System.IO.FileStream", "System.IO.FileSystemWatcher", "System.IO.Directory", "System.Console"])
            .Should()
            .BeEmpty("files belong to Hosting, and stdout carries frames only");

    [Fact]
    public void Every_type_lives_in_a_folder_with_a_direction() =>
        ServerAssemblies
            .WrittenTypes()
            .Where(type => type.Assembly == ServerAssemblies.Server && IsIn("ShimLsp", type)) // Program stands above the folders
            .Where(type => !Folders.Any(folder => IsIn(Namespace(folder), type)))
            .Should()
            .BeEmpty();

    private static bool IsIn(string name, Type type) => $"{type.Namespace}.".StartsWith(name + ".", StringComparison.Ordinal);

    private static IEnumerable<string> Breakers(string folder, string[] forbidden) =>
        Types
            .InAssembly(ServerAssemblies.Server)
            .That()
            .ResideInNamespace(Namespace(folder))
            .ShouldNot()
            .HaveDependencyOnAny(forbidden)
            .GetResult()
            .FailingTypeNames
        ?? [];

    private static string Namespace(string folder) => $"ShimLsp.Server.{folder}";
}
