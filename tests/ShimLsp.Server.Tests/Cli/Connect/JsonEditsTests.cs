using System.Text;
using ShimLsp.Server.Cli.Connect;

namespace ShimLsp.Server.Tests.Cli.Connect;

/// <summary>Members of a JSON file are set, and all other bytes stay.</summary>
public sealed class JsonEditsTests
{
    [Theory]
    [InlineData("", "a", "{\n  \"a\": 1\n}\n")]
    [InlineData("{}", "a", "{\n  \"a\": 1}")]
    [InlineData("{ \"b\": 2 }", "a", "{\n  \"a\": 1, \"b\": 2 }")]
    [InlineData("{\n  // mine\n  \"b\": 2,\n}\n", "a", "{\n  \"a\": 1,\n  // mine\n  \"b\": 2,\n}\n")]
    [InlineData("{ \"a\": { \"x\": [0] }, \"b\": 2 }", "a", "{ \"a\": 1, \"b\": 2 }")]
    [InlineData("{}", "a b", "{\n  \"a\": {\n    \"b\": 1\n  }}")]
    [InlineData("{\"a\":{}}", "a b", "{\"a\":{\n    \"b\": 1}}")]
    [InlineData("{\"x\":{\"b\":3},\"a\":{\"c\":{\"b\":4},\"b\":5}}", "a b", "{\"x\":{\"b\":3},\"a\":{\"c\":{\"b\":4},\"b\": 1}}")]
    [InlineData("\ufeff{\"b\":\"ä\"}", "a", "\ufeff{\n  \"a\": 1,\"b\":\"ä\"}")]
    public void A_member_is_set_and_set_back(string before, string path, string after)
    {
        var file = new EditedFile(Encoding.UTF8.GetBytes(before));

        JsonEdits.Set(file, path.Split(' '), "1");

        Encoding.UTF8.GetString(file.Bytes).Should().Be(after);
        EditedFile.Undo(file.Bytes, file.Changes).Should().Equal(Encoding.UTF8.GetBytes(before));
    }

    [Theory]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{ \"a\": 1, ", "is not valid JSON. Repair it, then run this again")]
    [InlineData("{ \"a\": 1 }", "has something else than an object at a")]
    public void What_cannot_be_edited_is_an_error_that_says_why(string text, string error)
    {
        var set = () => JsonEdits.Set(new EditedFile(Encoding.UTF8.GetBytes(text)), ["a", "b"], "1");

        set.Should().Throw<UneditableException>().WithMessage(error);
    }

    [Fact]
    public void Bytes_that_are_no_text_stay()
    {
        byte[] before = [.. "{\"b\":\""u8, 0xff, 0xfe, .. "\"}"u8];
        var file = new EditedFile(before);

        file.Replace(1, 0, "x");

        file.Bytes.Should().Equal([.. "{x\"b\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
    }
}
