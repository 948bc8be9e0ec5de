namespace ShimLsp.Server.Tests.Conversations;

/// <summary>The page as text: how conversations are read, and how they are recorded.</summary>
public class ProtocolPageTests
{
    private const string Text = """
        Some words.

        ```jsonc catalog=/tmp/tour/models.json
        { "models": [] }
        ```

        ```jsonl conversation=one front=lsp args="--models /tmp/tour/models.json"
        --> {"id":1,"method":"a",
            "params":{}}
        <-- {"id":1,
            "result":"x, y"}
        ```

        ```jsonl conversation=two front=plain
        --> {"id":2}
        ```

        """;

    private readonly ProtocolPage page = new(Text);

    [Fact]
    public void A_message_is_its_lines_without_their_indent()
    {
        page.Conversations.Select(conversation => conversation.Name).Should().Equal("one", "two");
        var one = page.Conversations[0];
        one.Lines.Should().Equal(new Line(true, """{"id":1,"method":"a","params":{}}"""), new Line(false, """{"id":1,"result":"x, y"}"""));
        one.IsLsp.Should().BeTrue();
        one.Arguments.Should().Equal("--models", "/tmp/tour/models.json");
        page.Catalogs["/tmp/tour/models.json"].Should().Be("{ \"models\": [] }\n");
    }

    [Fact]
    public void Equal_messages_keep_their_lines() => page.With(page.Conversations[0], page.Conversations[0].Lines).Should().Be(Text);

    [Fact]
    public void Changed_messages_are_broken_after_commas_and_never_inside_a_text()
    {
        var (list, sentence) = (string.Join(',', Enumerable.Range(100, 40)), string.Join(", ", Enumerable.Repeat("word", 40)));
        var conversation = page.Conversations[0];
        var written = page.With(conversation, [conversation.Lines[0], new(false, $$"""{"list":[{{list}}],"text":"{{sentence}}"}""")]);

        written.Should().Contain("    \"params\":{}}\n<-- {\"list\":[100,").And.Contain($"\n    \"text\":\"{sentence}\"}}\n```\n");
        written.Split('\n').Where(line => line.Contains("130")).Should().OnlyContain(line => line.Length <= 128);
        new ProtocolPage(written).Conversations[0].Lines[1].Text.Should().Be($$"""{"list":[{{list}}],"text":"{{sentence}}"}""");
        new ProtocolPage(written).Conversations[1].Should().BeEquivalentTo(page.Conversations[1]);
    }
}
