using System.Text;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Models.Text;

/// <summary>A broken text: what is wrong in it, where, and what of it is understood all the same.</summary>
public class JsonSyntaxReaderTests
{
    [Theory]
    [InlineData("«»", "Empty")]
    [InlineData("«» \n", "Empty")]
    [InlineData("«»// nothing", "MissingValue")]
    [InlineData("""{ "a": 1«» "b": 2 }""", "MissingComma")]
    [InlineData("[1«» 2«» 3]", "MissingComma MissingComma")]
    [InlineData("""{ "a"«» 1 }""", "MissingColon")]
    [InlineData("""{ "a"«» }""", "MissingColon")]
    [InlineData("""{ "a"«», "b": 2 }""", "MissingColon")]
    [InlineData("""{ "a"«» "b": 2 }""", "MissingColon")]
    [InlineData("""{ "a"«:» }""", "MissingValue")]
    [InlineData("""{ "a"«:», "b": 2 }""", "MissingValue")]
    [InlineData("{ \"a\"«:»\n \"b\": 2 }", "MissingValue")]
    [InlineData("[1,«,» 2]", "MissingValue")]
    [InlineData("[«,»]", "MissingValue")]
    [InlineData("{ «:» 1 }", "MissingName")]
    [InlineData("{ «»{} }", "MissingName")]
    [InlineData("{ «,» }", "UnexpectedText")]
    [InlineData("""{ "a": 1, «,» "b": 2 }""", "UnexpectedText")]
    [InlineData("{ «a»: 1 }", "UnquotedName")]
    [InlineData("{ «ab»«» }", "UnquotedName MissingColon")]
    [InlineData("""{ "a": «openai» }""", "UnquotedText")]
    [InlineData("""{ "a": «True» }""", "UnquotedText")]
    [InlineData("""{ "a": «NaN» }""", "UnquotedText")]
    [InlineData("""{ "a": «'»b' }""", "SingleQuotes")]
    [InlineData("{ \"a\": «\"b»\n }", "UnclosedString")]
    [InlineData("{ \"a\": «\"b»,\n \"c\": 1 }", "UnclosedString")]
    [InlineData("«{» «\"a»«»", "UnclosedString MissingColon UnclosedObject")]
    [InlineData("""«{» "a": 1""", "UnclosedObject")]
    [InlineData("""[«{» "a": 1]""", "UnclosedObject")]
    [InlineData("""[«{» "a": 1, { "b": 2 }]""", "UnclosedObject")]
    [InlineData("""[«{» "a": 1«» { "b": 2 }]""", "UnclosedObject MissingComma")]
    [InlineData("""{ "a": «[»1, "b": 2 }""", "UnclosedArray")]
    [InlineData("""{ "a": «[»1 }""", "UnclosedArray")]
    [InlineData("[1] «/*» a", "UnclosedComment")]
    [InlineData("[] «x» y z", "UnexpectedText")]
    [InlineData("[{ }«}», { }]", "UnexpectedText")]
    [InlineData("""["a"«b»]""", "UnexpectedText")]
    [InlineData("""["a«\q»b"]""", "BadEscape")]
    [InlineData("""["a«\u»12"]""", "BadEscape")]
    [InlineData("[\"a«\t»b\"]", "BadCharacter")]
    [InlineData(
        "[«01», «1.», «.5», «+1», «1e», «0x1F», «1_000», -0.5e-3, 0]",
        "BadNumber BadNumber BadNumber BadNumber BadNumber BadNumber BadNumber"
    )]
    [InlineData("""[«"\ud800"»]""", "LoneSurrogate")]
    [InlineData("""[{ «"\udc00"»: 1 }]""", "LoneSurrogate")]
    public void A_fault_has_its_kind_and_its_place(string marked, string kinds) => Check(marked, kinds);

    [Theory]
    [InlineData("""{ "a": 1, "b": [1, 2,], }""")]
    [InlineData("// a\n{ /* b */ \"a\" /* c */ : // d\n 1 }")]
    [InlineData("[1/*c*/,true//\n,null]")]
    [InlineData("\"a\\u00e9\\n\\ud83d\\ude42é🙂\"")]
    [InlineData("-0.5e+10")]
    public void Comments_and_trailing_commas_are_not_faults(string text) => Check(text, "");

    [Theory]
    [InlineData("""{ "a": 1 "b": 2 }""", """{ "a": 1, "b": 2 }""")]
    [InlineData("""{ "a" 1 }""", """{ "a": 1 }""")]
    [InlineData("""{ "a" "b": 2 }""", """{ "a", "b": 2 }""")]
    [InlineData("{ \"a\":\n \"b\": 2 }", """{ "a": ?, "b": 2 }""")]
    [InlineData("""{ a: openai, b: True, c: None }""", """{ "a": "openai", "b": true, "c": ? }""")]
    [InlineData("""{ 'a': 'b' }""", """{ "a": "b" }""")]
    [InlineData("{ \"a\": \"b,\n \"c\": 1 }", """{ "a": "b", "c": 1 }""")]
    [InlineData("""{ "models": [{ "a": 1, { "b": 2 }], "router": {} }""", """{ "models": [{ "a": 1 }, { "b": 2 }], "router": { } }""")]
    [InlineData("""{ "models": [{ "a": 1 ], "router": {} }""", """{ "models": [{ "a": 1 }], "router": { } }""")]
    [InlineData("""{ "models": [{ "a": 1 }, "router": { "b": 2 } }""", """{ "models": [{ "a": 1 }], "router": { "b": 2 } }""")]
    [InlineData("""{ "models": [{ "a": 1 }}], "router": {} }""", """{ "models": [{ "a": 1 }], "router": { } }""")]
    [InlineData("""{ "models": [{ "a": 1""", """{ "models": [{ "a": 1 }] }""")]
    [InlineData("""{ "models": [{ "mod""", """{ "models": [{ "mod" }] }""")]
    [InlineData("[1,,2]", "[1, 2]")]
    [InlineData("hello", "\"hello\"")]
    [InlineData("%", "")]
    public void What_is_behind_a_fault_is_understood(string text, string understood) =>
        Shown(JsonSyntaxReader.Read(Encoding.UTF8.GetBytes(text)).Root).Should().Be(understood);

    [Fact]
    public void A_byte_that_is_not_utf8_is_a_fault_and_the_rest_is_read()
    {
        var tree = JsonSyntaxReader.Read([.. "[\"a"u8, 0xFF, .. "\", 1]"u8]);

        tree.Faults.Should().Equal(new SyntaxFault(SyntaxFaultKind.NotUtf8, 3, 4));
        Shown(tree.Root).Should().Be("[\"a\uFFFD\", 1]");
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("{", "")]
    [InlineData("\"a\":", "")]
    [InlineData(",", "")]
    [InlineData("}", "")]
    [InlineData("\"\\", "\n")]
    [InlineData("/*", "")]
    public async Task A_hostile_text_is_read_in_linear_time_with_few_faults(string start, string end)
    {
        const int Times = 300_000;
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(start, Times)) + string.Concat(Enumerable.Repeat(end, Times)));

        await Promptness.WithinAsync(
            TimeSpan.FromSeconds(5),
            () =>
                Promptness.TimeAsync(() =>
                {
                    JsonSyntaxReader.Read(text).Faults.Length.Should().BeInRange(1, SyntaxFaults.Most);
                    return Task.CompletedTask;
                })
        );
    }

    /// <summary>The text, rid of its marks, has exactly the faults that are marked, in the order in which they are met.</summary>
    private static void Check(string marked, string kinds)
    {
        var (text, spans) = MarkedText.Read(marked);

        var faults = JsonSyntaxReader.Read(Encoding.UTF8.GetBytes(text)).Faults;

        string.Join(' ', faults.Select(fault => fault.Kind)).Should().Be(kinds);
        faults.Select(fault => (fault.Start, fault.End)).Order().Should().Equal(spans);
    }

    private static string Shown(JsonSyntax? node) =>
        node switch
        {
            null => "",
            ObjectSyntax { Members.IsEmpty: true } => "{ }",
            ObjectSyntax parent => $"{{ {string.Join(", ", parent.Members.Select(Shown))} }}",
            ArraySyntax parent => $"[{string.Join(", ", parent.Items.Select(Shown))}]",
            StringSyntax text => $"\"{text.Value}\"",
            NumberSyntax number => number.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            BooleanSyntax flag => flag.Value ? "true" : "false",
            NullSyntax => "null",
            _ => "?",
        };

    private static string Shown(JsonMember member) =>
        member is { HasColon: false, HasValue: false } ? $"\"{member.Name}\"" : $"\"{member.Name}\": {Shown(member.Value)}";
}
