using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Tests.Conformance;
using ShimLsp.Server.Tests.Conversations;

namespace ShimLsp.Server.Tests.Contract;

/// <summary>
/// The contract's table of methods holds every other list: the interface, the shapes that answers are held to, the page, the client.
/// </summary>
public sealed partial class MethodTableTests
{
    private static readonly string[] Names = [.. ContractMethods.All.Select(method => method.Name)];
    private static readonly TypeTable Shapes = new("shim.json");
    private static readonly string Page = File.ReadAllText(ProtocolPage.Path);

    public static TheoryData<string> Methods => [.. Names];

    [Fact]
    public void Each_method_of_the_interface_is_in_the_table() =>
        typeof(IShimContract).GetMethods().Select(method => NameOf(method.Name)).Should().BeEquivalentTo(Names);

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_row_calls_the_method_that_it_names(string name)
    {
        var row = Row(name);
        var handler = (Delegate)row.GetType().GetProperty("Handler")!.GetValue(row)!;
        var called = (Delegate)handler.DynamicInvoke(new SessionContract(null!, null!, null!, TimeProvider.System))!;

        called.Method.Name.Should().Be(row.Member);
        NameOf(row.Member).Should().Be(name);
    }

    [Fact]
    public void The_shapes_list_the_same_methods_notifications_and_errors()
    {
        Listed("requests").Should().BeEquivalentTo(Names);
        Listed("notifications").Should().BeEquivalentTo(NotificationNames.All);
        Listed("errors")
            .Select(int.Parse)
            .Except(Enum.GetValues<ContractErrorCode>().Select(code => (int)code))
            .Should()
            .BeEquivalentTo([
                -32601, // no such method: JsonRpc itself answers that
                RpcErrorCodes.ParseError,
                RpcErrorCodes.InvalidRequest,
                RpcErrorCodes.InternalError,
                RpcErrorCodes.ServerNotInitialized,
                RpcErrorCodes.RequestCancelled,
            ]);
        Enum.GetValues<ContractErrorCode>().Should().OnlyContain(code => Listed("errors").Contains($"{(int)code}"));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_results_shape_has_the_results_fields(string name) =>
        FieldsOf(Shapes.Root.GetProperty("requests").GetProperty(name).GetString()!)
            .Distinct()
            .Should()
            .BeEquivalentTo(Row(name).Result.Properties.Select(field => field.Name));

    [Fact]
    public void The_page_has_a_section_for_each_method_in_the_tables_order() =>
        Section().Matches(Page).Select(section => section.Groups["name"].Value).Where(Names.Contains).Should().Equal(Names);

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_methods_section_tells_of_each_parameter(string name)
    {
        var section = Section().Matches(Page).Single(section => section.Groups["name"].Value == name).Value;
        Row(name)
            .Parameters.Properties.Select(field => field.Name)
            .Where(field => field != "workspaceFolder") // every method's: the page tells of it once
            .Where(field => !section.Contains($"`{field}`") && !section.Contains($"\"{field}\""))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void The_package_for_Node_requests_and_receives_nothing_else()
    {
        var protocol = Path.Combine(Path.GetDirectoryName(ProtocolPage.Path)!, "..", "clients/node/src/protocol");
        var named = WireName().Matches(File.ReadAllText(Path.Combine(protocol, "messages.ts"))).Select(name => name.Groups["name"].Value);
        named.Should().BeEquivalentTo([.. Names, .. Listed("plainRequests"), .. NotificationNames.All]);

        var codes = ErrorCode().Matches(File.ReadAllText(Path.Combine(protocol, "codes.ts")));
        codes.Select(code => code.Groups["code"].Value).Should().BeEquivalentTo(Listed("errors"));
        codes
            .Where(code => Enum.IsDefined((ContractErrorCode)int.Parse(code.Groups["code"].Value)))
            .Should()
            .OnlyContain(code =>
                Enum.Parse<ContractErrorCode>(code.Groups["name"].Value) == (ContractErrorCode)int.Parse(code.Groups["code"].Value)
            );
    }

    private static ContractMethod Row(string name) => ContractMethods.All.Single(method => method.Name == name);

    private static string NameOf(string method) =>
        JsonNamingPolicy.CamelCase.ConvertName(method.EndsWith("Async", StringComparison.Ordinal) ? method[..^5] : method);

    private static string[] Listed(string list) => [.. Shapes.Root.GetProperty(list).EnumerateObject().Select(entry => entry.Name)];

    private static IEnumerable<string> FieldsOf(string type) =>
        Shapes.Root.GetProperty("types").GetProperty(type) switch
        {
            { ValueKind: JsonValueKind.String } kinds => kinds.GetString()!.Split('|', StringSplitOptions.TrimEntries).SelectMany(FieldsOf),
            var shape => shape.EnumerateObject().Select(field => field.Name.TrimEnd('?')),
        };

    [GeneratedRegex(@"^## (?<name>\w+)\n.*?(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"name: ""(?<name>\w+)""")]
    private static partial Regex WireName();

    [GeneratedRegex(@"^  (?<name>\w+): (?<code>-?\d+),", RegexOptions.Multiline)]
    private static partial Regex ErrorCode();
}
