using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>Where a task begins after polite phrases.</summary>
public sealed class CourtesyTests
{
    [Theory]
    [InlineData("Hi! |rename x")]
    [InlineData("Hi there! Thank you. |rename x")]
    [InlineData("Thanks a lot!|")]
    [InlineData("Thank you very much in advance!|")]
    [InlineData("I would really appreciate your help, thanks a lot.|")]
    [InlineData("Hello, I hope you are doing well today. |Rename x")]
    [InlineData("Hi! Could you please help me with this: |rename x")]
    [InlineData("HELLO, |RENAME X")]
    [InlineData("thanks, |rename x, thanks!")]
    [InlineData("Danke schön, |benenne x um")]
    [InlineData("Olá, bom dia! |renomeia x")]
    [InlineData("Salut tout le monde, |renomme x")]
    [InlineData("Привет! Заранее спасибо. |переименуй x")]
    [InlineData("你好，|把x改名")]
    [InlineData("¡Hola! |renombra x")]
    [InlineData("Merci\u202F! |renomme x")]
    [InlineData("よろしくお願いします。|xをリネーム")]
    [InlineData("안녕하세요, |x 이름 변경")]
    public void Clauses_of_courtesy_are_skipped(string line) => Check(line);

    [Theory]
    [InlineData("|please rename x")] // the clause says more
    [InlineData("|rename x, thanks")]
    [InlineData("|good job on the parser, but rename x")]
    [InlineData("|all day, every day")] // small words alone are no courtesy
    [InlineData("|thanks `x`, that is it")] // names are something else
    [InlineData("|thanks 3 times")]
    [InlineData("|2. thanks")]
    [InlineData("|größe, danke")]
    [InlineData("|谢谢的话改掉")]
    [InlineData("|")]
    public void What_says_something_is_not(string line) => Check(line);

    [Fact]
    public void A_clause_of_many_words_is_more_than_courtesy() =>
        Check("|thanks " + string.Join(' ', Enumerable.Repeat("very", 40)) + " much.");

    [Fact]
    public void It_starts_at_the_given_place() => Courtesy.BuiltIn.Skip("rename x, thanks!", 10).Should().Be("rename x, thanks!".Length);

    [Theory]
    [InlineData("a.b", 1, false)]
    [InlineData("a. b", 1, true)]
    [InlineData("a.", 1, true)]
    [InlineData("1,5", 1, false)]
    [InlineData("a:\"", 1, true)]
    [InlineData("a-b", 1, false)]
    [InlineData("改。名", 1, true)]
    public void A_mark_inside_a_name_ends_no_clause(string line, int at, bool expected) =>
        Courtesy.EndsClause(line, at).Should().Be(expected);

    private static void Check(string marked) => Courtesy.BuiltIn.Skip(marked.Replace("|", ""), 0).Should().Be(marked.IndexOf('|'));
}
