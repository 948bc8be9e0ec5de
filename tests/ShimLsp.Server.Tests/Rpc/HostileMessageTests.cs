using System.Text;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Rpc;

/// <summary>Messages of a peer that are not valid: each gets its answer, and then a request is answered as usual.</summary>
public sealed class HostileMessageTests
{
    private const string DeepStart = """{"jsonrpc":"2.0","id":1,"method":"ping","params":""";
    private const string Unpark = """{"jsonrpc":"2.0","method":"unpark"}""";

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"pi""", "null!-32700")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping"}}""", "null!-32700")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping"} {"jsonrpc":"2.0","id":2,"method":"ping"}""", "null!-32700")]
    [InlineData("""{'jsonrpc':'2.0'}""", "null!-32700")]
    [InlineData("""{"jsonrpc":"2.0","id":01,"method":"ping"}""", "null!-32700")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping",}""", "null!-32700")]
    [InlineData("nonsense", "null!-32700")]
    [InlineData("[1,", "null!-32700")]
    [InlineData("""{"jsonrpc":"2.0","id":"\ud800","method":"ping"}""", "null!-32700")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"\ud800"}""", "null!-32700")]
    public Task What_is_no_json_is_a_parse_error(string message, string answer) => CheckBoth(message, answer);

    [Theory]
    [InlineData("[]", "null!-32600")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"ping"}]""", "null!-32600")]
    [InlineData("null", "null!-32600")]
    [InlineData("42", "null!-32600")]
    [InlineData("\"ping\"", "null!-32600")]
    [InlineData("{}", "null!-32600")]
    [InlineData("""{"jsonrpc":"2.0"}""", "null!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", "1!-32600")]
    [InlineData("""{"id":1,"method":"ping"}""", "1!-32600")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"ping"}""", "1!-32600")]
    [InlineData("""{"jsonrpc":2.0,"id":1,"method":"ping"}""", "1!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":7}""", "1!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":null}""", "1!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"ping","params":5}""", "\"a\"!-32600")]
    [InlineData("""{"jsonrpc":"2.0","params":"text","method":"ping","id":1}""", "1!-32600")]
    [InlineData("""{"jsonrpc":"2.0","method":"ping","params":true}""", "null!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"ping"}""", "null!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1e3,"method":"ping"}""", "null!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":99999999999999999999,"method":"ping"}""", "null!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"ping"}""", "null!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}""", "null!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":[1],"method":"ping"}""", "null!-32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","traceparent":5}""", "1!-32600")]
    [InlineData("""{"jsonrpc":"2.0","method":"ping","traceparent":5}""", "null!-32600")]
    public Task What_is_no_message_is_an_invalid_request(string message, string answer) => CheckBoth(message, answer);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":-1,"method":"ping"}""", "-1=pong")]
    [InlineData("""{"jsonrpc":"2.0","id":9223372036854775807,"method":"ping"}""", "9223372036854775807=pong")]
    [InlineData("""{"jsonrpc":"2.0","id":"","method":"ping"}""", "\"\"=pong")]
    [InlineData("""{"method":"ping","id":1,"jsonrpc":"2.0"}""", "1=pong")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","extra":{"deep":[1,{}]}}""", "1=pong")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"m\u0065thod":"p\u0069ng"}""", "1=pong")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"id":2,"method":"none","method":"ping"}""", "2=pong")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":null}""", "1=pong")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":null}""", "1=")] // as {}: an object, without its text
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":{}}""", "1=pong")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}""", "1=pong")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":{"text":"ö\ud83d\ude00"}}""", "1=ö😀")]
    // JsonRpc's own answer to wrong parameters
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":{"text":"\ud800"}}""", "1!-32000")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"nowhere"}""", "1!-32601")]
    public Task What_is_odd_but_valid_is_answered(string message, string answer) => CheckBoth(message, answer);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"x","result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"no"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":5}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}}""")]
    [InlineData("""{"jsonrpc":"2.0","result":1}""")]
    [InlineData("""{"id":7,"result":1}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"nowhere"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1.5}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":[{}]}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/progress","params":{"token":{},"value":1}}""")]
    public Task What_nobody_waits_for_is_dropped(string message) => CheckBoth(message);

    [Theory]
    [InlineData(63, "1!-32602")] // arrays below the message's own level: 64 in all
    [InlineData(64, "null!-32700")]
    [InlineData(100_000, "null!-32700")]
    public Task Depth_ends_at_64(int arrays, string answer) =>
        CheckBoth(DeepStart + new string('[', arrays) + new string(']', arrays) + "}", answer);

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    public async Task Invalid_utf8_is_a_parse_error(byte[] text)
    {
        byte[] message = [.. """{"jsonrpc":"2.0","id":1,"method":"echo","params":{"text":" """u8, .. text, .. "\"}}"u8];
        byte[] header = [.. Encoding.ASCII.GetBytes($"Content-Length: {message.Length}\r\n\r\n"), .. message];

        await Check(WireFraming.NewLine, [.. message, .. "\n"u8], "null!-32700");
        await Check(WireFraming.Header, header, "null!-32700");
    }

    [Fact]
    public async Task A_number_and_its_text_are_two_ids() =>
        await CheckBoth(
            ["""{"jsonrpc":"2.0","id":1,"method":"park"}""", """{"jsonrpc":"2.0","id":"1","method":"park"}""", Unpark],
            "1=parked",
            "\"1\"=parked"
        );

    [Fact]
    public async Task A_duplicate_is_refused_and_the_original_answered() =>
        await CheckBoth(
            ["""{"jsonrpc":"2.0","id":1,"method":"park"}""", """{"jsonrpc":"2.0","id":1,"method":"ping"}""", Unpark],
            "1!-32600",
            "1=parked"
        );

    [Fact]
    public async Task An_id_is_free_again_when_its_answer_is_there()
    {
        var conversation = new Conversation(Conversation.Options(WireFraming.NewLine));
        for (int round = 0; round < 1000; round++)
        {
            await conversation.SayAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
            (await conversation.HearAsync()).Should().Be("1=pong");
        }
    }

    private static Task CheckBoth(string message, params string[] answers) => CheckBoth([message], answers);

    private static async Task CheckBoth(string[] messages, params string[] answers)
    {
        foreach (var framing in Enum.GetValues<WireFraming>())
        {
            await Check(framing, [.. messages.SelectMany(message => Conversation.Frame(framing, message))], answers);
        }
    }

    private static async Task Check(WireFraming framing, byte[] input, params string[] answers)
    {
        byte[] probe = Conversation.Frame(framing, """{"jsonrpc":"2.0","id":"probe","method":"ping"}""");
        string[] heard = await Conversation.SayAllAsync(Conversation.Options(framing), input, probe);
        heard.Should().BeEquivalentTo([.. answers, "\"probe\"=pong"]);
    }
}
