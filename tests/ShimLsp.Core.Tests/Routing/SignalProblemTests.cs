using System.Text.Json;
using CsCheck;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>What cannot be read, and where; never an exception.</summary>
public sealed class SignalProblemTests
{
    [Fact]
    public void Nothing_given() => Check(new RouteRequest(), "task");

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void An_empty_task(string task) => Check(new RouteRequest { Task = task }, "task");

    [Fact]
    public void An_empty_task_with_an_image_is_a_task() =>
        SignalReader.Read(new RouteRequest { Task = " ", Images = true }).Signal!.Text.Should().BeEmpty();

    [Fact]
    public void Two_given()
    {
        Check(new RouteRequest { Task = "t", Messages = JsonElement.Parse("[]") }, "messages");
        Check(new RouteRequest { Task = "t", Body = JsonElement.Parse("{}") }, "body");
        Check(new RouteRequest { Messages = JsonElement.Parse("[]"), Body = JsonElement.Parse("{}") }, "body");
    }

    [Fact]
    public void Null_is_not_given()
    {
        SignalReader
            .Read(
                new RouteRequest
                {
                    Task = "t",
                    Messages = JsonElement.Parse("null"),
                    Body = default(JsonElement),
                }
            )
            .IsRead.Should()
            .BeTrue();
        Check(new RouteRequest { Body = JsonElement.Parse("null") }, "task");
    }

    [Theory]
    [InlineData("{}", "messages")]
    [InlineData("\"t\"", "messages")]
    [InlineData("[]", "messages")]
    [InlineData("""[{"role":"assistant","content":"a"}]""", "messages")]
    [InlineData("""[{"role":"user","content":""}]""", "messages")]
    [InlineData("""[{"role":"user","content":7}]""", "messages[0].content")]
    [InlineData("""[{"role":"assistant","content":"a"},{"role":1,"content":"t"}]""", "messages[1].role")]
    [InlineData("[null]", "messages[0]")]
    [InlineData("""[{"role":"user","content":[{"type":"tool_result","content":"r"}]}]""", "messages")]
    public void Messages(string messages, string path) => Check(new RouteRequest { Messages = JsonElement.Parse(messages) }, path);

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("7", "body")]
    [InlineData("{}", "body")]
    [InlineData("""{"messages":null}""", "body")]
    [InlineData("""{"messages":"t"}""", "body.messages")]
    [InlineData("""{"messages":{}}""", "body.messages")]
    [InlineData("""{"messages":[]}""", "body.messages")]
    [InlineData("""{"input":7}""", "body.input")]
    [InlineData("""{"input":{}}""", "body.input")]
    [InlineData("""{"input":" "}""", "body.input")]
    [InlineData("""{"input":[],"instructions":"not the task"}""", "body.input")]
    public void Bodies(string body, string path) => Check(new RouteRequest { Body = JsonElement.Parse(body) }, path);

    [Theory]
    [InlineData("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]""")]
    [InlineData("""[{"role":"user","content":"","images":["A"]}]""")]
    public void An_image_alone_is_a_task(string messages)
    {
        var signal = SignalReader.Read(new RouteRequest { Messages = JsonElement.Parse(messages) }).Signal!;
        (signal.Text, signal.HasImages).Should().Be(("", true));
    }

    [Fact]
    public void A_negative_size() => Check(new RouteRequest { Task = "t", InputTokens = -1 }, "inputTokens");

    [Fact]
    public void No_problem_repeats_the_request()
    {
        var canary = JsonElement.Parse("""{"messages":"canary-7731","canary-7731":1}""");
        SignalReader.Read(new RouteRequest { Body = canary }).ToString().Should().NotContain("canary");
        SignalReader.Read(new RouteRequest { Task = "canary-7731" }).ToString().Should().NotContain("canary");
    }

    [Fact]
    public void Nesting_beyond_any_request_is_passed_over()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 20_000)) + string.Concat(Enumerable.Repeat("]", 20_000));
        using var document = JsonDocument.Parse(
            $$"""[{"role":"user","content":"t"},{"role":"user","content":{{deep}}}]""",
            new JsonDocumentOptions { MaxDepth = 30_000 }
        );
        SignalReader.Read(new RouteRequest { Messages = document.RootElement }).Signal!.Text.Should().Be("t");
    }

    [Fact(Timeout = 20_000)]
    public async Task A_hundred_thousand_fields_of_one_name_take_no_time()
    {
        var fields = string.Join(',', Enumerable.Repeat("\"data\":\"\"", 100_000));
        var messages = JsonElement.Parse($$"""[{"role":"user","content":[{"type":"text","text":"t"},{{{fields}}}]}]""");
        var read = await Task.Run(() => SignalReader.Read(new RouteRequest { Messages = messages }));
        read.Signal!.Text.Should().Be("t");
    }

    [Fact]
    public void Any_json_gives_a_signal_or_a_problem() =>
        RandomJson
            .Of(depth: 5)
            .Sample(
                json =>
                {
                    var element = JsonElement.Parse(json);
                    return Complete(new RouteRequest { Messages = element })
                        && Complete(new RouteRequest { Body = element })
                        && Complete(
                            new RouteRequest
                            {
                                Body = JsonElement.Parse($$"""{"messages":[{{json}}],"system":{{json}},"tools":{{json}}}"""),
                            }
                        )
                        && Complete(
                            new RouteRequest { Body = JsonElement.Parse($$"""{"input":[{"role":"user","content":[{{json}}]},{{json}}]}""") }
                        );
                },
                iter: 5_000
            );

    private static bool Complete(RouteRequest request)
    {
        var read = SignalReader.Read(request);
        return read.IsRead
            ? read.Signal.InputTokens >= 0 && (read.Signal.Text.Length > 0 || read.Signal.HasImages)
            : read.Problem.Path.Length > 0 && read.Problem.Message.Length > 0;
    }

    private static void Check(RouteRequest request, string path) => SignalReader.Read(request).Problem!.Path.Should().Be(path);
}
